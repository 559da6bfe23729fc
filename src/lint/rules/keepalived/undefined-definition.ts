import { reportEffective } from "../../keepalived/effective-problems.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/undefined-definition",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A definition is used and not defined.",
  why: `
keepalived leaves the text as it is written, without a word. The braces of \`\${NAME}\` then count as braces of the file, so that the block around it ends too early. A definition
counts from the line where it stands.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a name that nothing defines",
      files: { "keepalived.conf": "vrrp_instance A {\n  interface ${LAN}\n}\n" },
      expect: ["keepalived.conf:2:13 found"],
    },
    {
      title: "a variable of the environment",
      files: { "keepalived.conf": "vrrp_instance A {\n  interface $LAN_IF\n}\n" },
      expect: ["keepalived.conf:2:13 found"],
    },
    {
      title: "a shell's own variable in quotes",
      files: { "keepalived.conf": '$LAN=eth0\nvrrp_instance A {\n  interface ${LAN}\n  notify "/bin/x ${HOME}"\n}\n' },
      expect: [],
    },
  ],
  check: (context) => reportEffective(["undefined-definition", "definition-too-long"], context),
});
