import { reportUndefinedTracks } from "../../keepalived/track-lines.ts";
import { defineRule } from "../../rule.ts";

const definition = "vrrp_track_process haproxy {\n  process haproxy\n}\n";
const instance = (line: string) => `vrrp_instance VI_1 {\n  track_process {\n    ${line}\n  }\n}\n`;

export default defineRule({
  id: "keepalived/undefined-track-process",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A tracked process is not defined.",
  why: `
The daemon ignores the line and the instance runs as if nothing were tracked: the process may die and the address stays where it is.
`,
  messages: {
    undefined: "vrrp_track_process {name} is not defined: {owner} runs without this check",
    meant: "vrrp_track_process {name} is not defined, {meant} is: {owner} runs without this check",
  },
  examples: () => [
    {
      title: "a name that nothing has",
      files: { "keepalived.conf": instance("haproxi") },
      expect: ["keepalived.conf:3:5 undefined"],
    },
    {
      title: "another name",
      files: { "keepalived.conf": definition + instance("haproxi") },
      expect: ["keepalived.conf:6:5 meant"],
    },
    {
      title: "defined above",
      files: { "keepalived.conf": definition + instance("haproxy") },
      expect: [],
    },
  ],
  check: (context) => reportUndefinedTracks("process", context),
});
