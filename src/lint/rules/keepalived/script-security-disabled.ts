import { scriptWith } from "../../cluster/example.ts";
import { fixOf, linesInGlobals } from "../../keepalived/edits.ts";
import { scriptLines } from "../../keepalived/script-lines.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/script-security-disabled",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "unsafe",
  summary: "Scripts run as root without a look at who may change them.",
  why: `
Without \`enable_script_security\` keepalived runs every script, as root where no user is given, even one that any user of the node can write to; \`keepalived -t\` ends with 6 for that. With it, scripts and the folders above them have
to belong to root, and not be writable for others, or they are not run. Say \`script_user\` as well.
`,
  messages: {
    off: "scripts run without enable_script_security: whoever can write to one of them is root",
  },
  examples: () => [
    {
      title: "a script and no security",
      files: { "lb01/keepalived.conf": scriptWith("interval 2") },
      expect: ["lb01/keepalived.conf:2:3 off"],
    },
    {
      title: "with security",
      files: {
        "lb01/keepalived.conf": `global_defs {\n  enable_script_security\n  script_user root\n}\n${scriptWith("interval 2")}`,
      },
      expect: [],
    },
    {
      title: "no script at all",
      files: { "lb01/keepalived.conf": "global_defs {\n  router_id LB1\n}\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    const { keepalived } = node;
    if (keepalived === undefined || keepalived.globals.scriptSecurity !== undefined) return;
    const [first] = scriptLines(keepalived.statements);
    if (first === undefined) return;
    // Without a user the checks would be removed.
    const user = keepalived.globals.scriptUser === undefined ? ["script_user root"] : [];
    const lines = ["enable_script_security", ...user];
    report("off", first.keyword.place, {}, fixOf(`Add ${lines.join(" and ")}`, linesInGlobals(node, lines)));
  },
});
