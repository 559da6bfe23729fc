import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/bad-encoding",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The file is not UTF-8 outside of comments, or starts with a byte order mark.",
  why: `
Both programs compare bytes. A name in Latin-1 in one file and in UTF-8 in another is two names, and a byte order mark becomes part of the first
word of the file, which is then unknown.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a byte order mark",
      files: { "keepalived.conf": "\ufeffglobal_defs {\n  router_id a\n}\n" },
      expect: ["keepalived.conf:1:1 found"],
    },
    { title: "plain UTF-8", files: { "keepalived.conf": "global_defs {\n  router_id \u00fc\n}\n" }, expect: [] },
  ],
  check: (context) => reportProblems("bad-encoding", context),
});
