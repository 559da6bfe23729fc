import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/full-width-punctuation",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A full-width punctuation mark stands where an ASCII one is meant.",
  why: `
An input method for Chinese or Japanese writes ： for : and ； for ;. They look alike and mean nothing to the programs, which take them as
part of the word: the address has no port, the value is not a number.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a colon from an input method",
      files: { "haproxy.cfg": "frontend web\n  bind *\uff1a80\n" },
      expect: ["haproxy.cfg:2:9 found"],
    },
    { title: "in a comment", files: { "haproxy.cfg": "# \u7aef\u53e3\uff1a80\n" }, expect: [] },
  ],
  check: (context) => reportProblems("full-width-punctuation", context),
});
