import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/flag-with-off",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "safe",
  summary: "A flag is followed by off, and is on.",
  why: `
Over sixty keywords are mere flags: their presence switches them on, and a value is ignored without a word. \`nopreempt off\` is nopreempt,
\`accept no\` accepts. Take the line out to leave it off. Before keepalived 2.3.0, \`vrrp_strict\` and \`vrrp_skip_check_adv_addr\` are such flags too.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "nopreempt off",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    nopreempt off\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:15 found"],
    },
    {
      title: "a boolean may be off",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    strict_mode off\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
    {
      title: "a boolean that was a flag",
      files: {
        "lb01/keepalived.conf": "global_defs {\n    vrrp_strict off\n}\n",
      },
      expect: ["lb01/keepalived.conf:2:17 found"],
      targets: { keepalived: "2.2.7" },
    },
  ],
  check: (context) => reportFindings("keepalived/flag-with-off", context),
});
