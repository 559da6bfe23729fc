import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/required-setting-missing",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "none",
  summary: "A block lacks a keyword without which keepalived drops it.",
  why: `
A check script without \`script\`, a checker without what it is to check, a sync group without its members: keepalived reports the block and removes it. Whatever names the script or the group finds nothing, and an instance runs without its check.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a script without a command",
      files: {
        "lb01/keepalived.conf": "vrrp_script chk {\n    interval 2\n}\n",
      },
      expect: ["lb01/keepalived.conf:1:1 found"],
    },
    {
      title: "one with a command",
      files: {
        "lb01/keepalived.conf": "vrrp_script chk {\n    script /usr/bin/true\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/required-setting-missing", context),
});
