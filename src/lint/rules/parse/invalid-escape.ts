import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/invalid-escape",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A backslash or a variable is not written as HAProxy reads it.",
  why: `
\`\\x\` needs two hexadecimal digits, and inside double quotes \`\${NAME}\` takes a name, \`-default\` and \`[*]\`, nothing else. HAProxy rejects the line.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "one digit",
      files: { "haproxy.cfg": "global\n  description a\\x1 b\n" },
      expect: ["haproxy.cfg:2:16 found"],
    },
    { title: "two digits", files: { "haproxy.cfg": "global\n  description a\\x20b\n" }, expect: [] },
  ],
  check: (context) => reportProblems("invalid-escape", context),
});
