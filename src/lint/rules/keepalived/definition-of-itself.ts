import { reportEffective } from "../../keepalived/effective-problems.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/definition-of-itself",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A definition's value uses the definition.",
  why: `
What a value refers to is looked up where the definition is used, not where it is written, so \`$A=\${A}0\` adds nothing to an earlier \`$A\`: it stands for itself. keepalived puts
the value in again and again. Where the line grows by that it ends when the line is full; where it does not, keepalived never ends, and says nothing. Give the new value another name.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "two that stand for each other",
      files: { "keepalived.conf": "$A=$B\n$B=$A\nglobal_defs {\n  router_id $A\n}\n" },
      expect: ["keepalived.conf:4:13 found"],
    },
    {
      title: "a value with more text",
      files: { "keepalived.conf": "$NET=192.0.2\n$NET=${NET}.1\nglobal_defs {\n  smtp_server ${NET}\n}\n" },
      expect: ["keepalived.conf:4:15 found"],
    },
    {
      title: "another name",
      files: { "keepalived.conf": "$NET=192.0.2\n$HOST=${NET}.1\nglobal_defs {\n  smtp_server ${HOST}\n}\n" },
      expect: [],
    },
  ],
  check: (context) => reportEffective(["definition-of-itself"], context),
});
