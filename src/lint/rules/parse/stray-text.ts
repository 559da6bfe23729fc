import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/stray-text",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "Text stands where none can be.",
  why: `
Words before the first section of a haproxy.cfg, or behind a brace of a keepalived block, belong to nothing. HAProxy rejects the line,
keepalived reads it as something else than was meant.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a line before the first section",
      files: { "haproxy.cfg": "maxconn 10\nglobal\n" },
      expect: ["haproxy.cfg:1:1 found"],
    },
    { title: "a comment before the first section", files: { "haproxy.cfg": "# main\nglobal\n" }, expect: [] },
  ],
  check: (context) => reportProblems("stray-text", context),
});
