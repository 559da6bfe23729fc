import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/unclosed-block",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "An .if has no .endif, or the other way round.",
  why: `
HAProxy rejects the file: every .if needs its .endif, and .else, .elif and .endif need an .if above them.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "no .endif",
      files: { "haproxy.cfg": ".if defined(X)\nglobal\n  maxconn 10\n" },
      expect: ["haproxy.cfg:1:1 found"],
    },
    { title: "closed", files: { "haproxy.cfg": ".if defined(X)\nglobal\n  maxconn 10\n.endif\n" }, expect: [] },
  ],
  check: (context) => reportProblems("unclosed-block", context),
});
