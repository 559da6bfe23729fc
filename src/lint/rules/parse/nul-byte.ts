import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/nul-byte",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A NUL byte ends the line for the program.",
  why: `
The programs are written in C, where a NUL ends the text: what follows on the line is not read, or the line is refused, depending on the version.
It comes from a file in UTF-16 or from a damaged disk.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "in the middle of a line",
      files: { "keepalived.conf": "global_defs {\n  router_id a\u0000b\n}\n" },
      expect: ["keepalived.conf:2:14 found"],
    },
    { title: "none", files: { "keepalived.conf": "global_defs {\n  router_id ab\n}\n" }, expect: [] },
  ],
  check: (context) => reportProblems("nul-byte", context),
});
