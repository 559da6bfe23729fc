import { reportEffective } from "../../keepalived/effective-problems.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/invalid-repetition",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A repetition cannot be read.",
  why: `
keepalived reports a \`~SEQ\` or \`~LST\` that it cannot read and drops the line with all that it would have made.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a step of nothing",
      files: { "keepalived.conf": "static_ipaddress {\n  ~SEQ(N, 1, 0, 5) 192.0.2.$N\n}\n" },
      expect: ["keepalived.conf:2:3 found"],
    },
    {
      title: "a sequence",
      files: { "keepalived.conf": "static_ipaddress {\n  ~SEQ(N, 1, 5) 192.0.2.$N\n}\n" },
      expect: [],
    },
  ],
  check: (context) => reportEffective(["invalid-repetition"], context),
});
