import { reportUndefinedTracks } from "../../keepalived/track-lines.ts";
import { defineRule } from "../../rule.ts";

const definition = "bfd_instance peer {\n  neighbor_ip 192.0.2.2\n}\n";
const instance = (line: string) => `vrrp_instance VI_1 {\n  track_bfd {\n    ${line}\n  }\n}\n`;

export default defineRule({
  id: "keepalived/undefined-track-bfd",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A tracked BFD session is not defined.",
  why: `
The daemon ignores the line: a session that goes down moves nothing.
`,
  messages: {
    undefined: "bfd_instance {name} is not defined: {owner} runs without this check",
    meant: "bfd_instance {name} is not defined, {meant} is: {owner} runs without this check",
  },
  examples: () => [
    {
      title: "a name that nothing has",
      files: { "keepalived.conf": instance("pear") },
      expect: ["keepalived.conf:3:5 undefined"],
    },
    {
      title: "another name",
      files: { "keepalived.conf": definition + instance("pear") },
      expect: ["keepalived.conf:6:5 meant"],
    },
    {
      title: "defined above",
      files: { "keepalived.conf": definition + instance("peer") },
      expect: [],
    },
  ],
  check: (context) => reportUndefinedTracks("bfd", context),
});
