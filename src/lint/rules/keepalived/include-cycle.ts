import { reportEffective } from "../../keepalived/effective-problems.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/include-cycle",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A file includes itself.",
  why: `
keepalived does not notice: it reads the file again and again until it may open no more files, and everything in it counts as often as it was read.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "over another file",
      files: { "lb01/a.conf": "global_defs {\n}\ninclude b.conf\n", "lb01/b.conf": "include a.conf\n" },
      expect: ["lb01/b.conf:1:9 found"],
    },
    {
      title: "one file from two places",
      files: { "lb01/a.conf": "include b.conf\ninclude b.conf\n", "lb01/b.conf": "global_defs {\n}\n" },
      expect: [],
    },
  ],
  check: (context) => reportEffective(["include-cycle"], context),
});
