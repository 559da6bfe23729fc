import { reportUndefinedTracks } from "../../keepalived/track-lines.ts";
import { defineRule } from "../../rule.ts";

const definition = "track_file drain {\n  file /run/drain\n}\n";
const instance = (line: string) => `vrrp_instance VI_1 {\n  track_file {\n    ${line}\n  }\n}\n`;

export default defineRule({
  id: "keepalived/undefined-track-file",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A tracked file is not defined.",
  why: `
The daemon ignores the line: what is written into the file moves no priority.
`,
  messages: {
    undefined: "track_file {name} is not defined: {owner} runs without this check",
    meant: "track_file {name} is not defined, {meant} is: {owner} runs without this check",
  },
  examples: () => [
    {
      title: "a name that nothing has",
      files: { "keepalived.conf": instance("drained") },
      expect: ["keepalived.conf:3:5 undefined"],
    },
    {
      title: "another name",
      files: { "keepalived.conf": definition + instance("drained") },
      expect: ["keepalived.conf:6:5 meant"],
    },
    {
      title: "defined above",
      files: { "keepalived.conf": definition + instance("drain") },
      expect: [],
    },
  ],
  check: (context) => reportUndefinedTracks("file", context),
});
