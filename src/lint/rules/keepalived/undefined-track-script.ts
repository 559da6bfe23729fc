import { reportUndefinedTracks } from "../../keepalived/track-lines.ts";
import { defineRule } from "../../rule.ts";

const definition = 'vrrp_script chk_haproxy {\n  script "/usr/bin/pgrep haproxy"\n}\n';
const instance = (line: string) => `vrrp_instance VI_1 {\n  track_script {\n    ${line}\n  }\n}\n`;

export default defineRule({
  id: "keepalived/undefined-track-script",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A tracked script is not defined.",
  why: `
The daemon ignores the line and the instance runs as if nothing were tracked: a dead service goes unnoticed and the address stays where it is.
This is what is left when a script is renamed in one of two places.
`,
  messages: {
    undefined: "vrrp_script {name} is not defined: {owner} runs without this check",
    meant: "vrrp_script {name} is not defined, {meant} is: {owner} runs without this check",
  },
  examples: () => [
    {
      title: "a name that nothing has",
      files: { "keepalived.conf": instance("chk_http_port") },
      expect: ["keepalived.conf:3:5 undefined"],
    },
    {
      title: "another name",
      files: { "keepalived.conf": definition + instance("chk_http_port") },
      expect: ["keepalived.conf:6:5 meant"],
    },
    {
      title: "a script without a name",
      files: { "keepalived.conf": definition.replace("chk_haproxy ", "") + instance("chk_haproxy") },
      expect: ["keepalived.conf:6:5 undefined"],
    },
    {
      title: "its definition's keyword is misspelt",
      files: { "keepalived.conf": definition.replace("vrrp", "vvrp") + instance("chk_haproxy") },
      expect: [],
    },
    {
      title: "defined above",
      files: { "keepalived.conf": definition + instance("chk_haproxy") },
      expect: [],
    },
  ],
  check: (context) => reportUndefinedTracks("script", context),
});
