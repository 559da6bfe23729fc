import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/unclosed-quote",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A quotation mark is opened and not closed on its line.",
  why: `
HAProxy rejects the line. keepalived drops everything from the quote to the end of the line and goes on with what is left.
`,
  messages: { found: "{message}" },
  examples: () => [
    { title: "haproxy", files: { "haproxy.cfg": 'frontend web\n  bind "*:80\n' }, expect: ["haproxy.cfg:2:8 found"] },
    {
      title: "an apostrophe inside double quotes",
      files: { "haproxy.cfg": 'global\n  description "it\'s"\n' },
      expect: [],
    },
  ],
  check: (context) => reportProblems("unclosed-quote", context),
});
