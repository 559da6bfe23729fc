import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/curly-quote",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A typographic quote stands where a straight one is meant.",
  why: `
Word processors turn straight quotes into curly ones. To both programs they are letters like any other, so the text is not quoted: it is
split at its first space, and the quote becomes part of the value.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a script path in curly quotes",
      files: { "keepalived.conf": "vrrp_script chk {\n  script \u201c/usr/bin/pgrep haproxy\u201d\n}\n" },
      expect: ["keepalived.conf:2:10 found"],
    },
    { title: "in a comment", files: { "keepalived.conf": "# \u201cchk\u201d\n" }, expect: [] },
  ],
  check: (context) => reportProblems("curly-quote", context),
});
