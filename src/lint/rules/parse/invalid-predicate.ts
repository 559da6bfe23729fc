import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/invalid-predicate",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "The condition of an .if cannot be read.",
  why: `
HAProxy rejects the file at this line, also where the branch would not be taken.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a parenthesis that is not closed",
      files: { "haproxy.cfg": ".if version_atleast(2.6\nglobal\n  maxconn 10\n.endif\n" },
      expect: ["haproxy.cfg:1:5 found"],
    },
    {
      title: "complete",
      files: { "haproxy.cfg": ".if version_atleast(2.6)\nglobal\n  maxconn 10\n.endif\n" },
      expect: [],
    },
  ],
  check: (context) => reportProblems("invalid-predicate", context),
});
