import { reportEffective } from "../../keepalived/effective-problems.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/include-matches-nothing",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "An included file is not there.",
  why: `
keepalived logs a missing file and goes on without it: instances, addresses and checks of that file are simply not there, and \`-t\` still says that all is well. \`includer\`, \`includem\`, \`includew\`,
\`includeb\` and \`includea\` (2.2.0) make the daemon refuse to start instead. Where the files of another machine are linted, what such a file holds is not known: give it to halint too, or lint on the machine. A pattern with
wildcards and an absolute path may match nothing here and is not reported.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "no such file",
      files: { "keepalived.conf": "include vips.conf\n" },
      expect: ["keepalived.conf:1:9 found"],
    },
    {
      title: "the file is given too",
      files: { "lb01/keepalived.conf": "include vips.conf\n", "lb01/vips.conf": "global_defs {\n}\n" },
      expect: [],
    },
    {
      title: "whatever the machine has",
      files: { "keepalived.conf": "include /etc/keepalived/conf.d/*.conf\n" },
      expect: [],
    },
  ],
  check: (context) => reportEffective(["include-matches-nothing", "include-unreadable"], context),
});
