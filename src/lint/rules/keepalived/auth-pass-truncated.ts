import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/auth-pass-truncated",
  since: "0.1.0",
  severity: "warning",
  scope: "keepalived-file",
  fix: "none",
  summary: "The password is longer than the eight bytes that count.",
  why: `
VRRPv2 has room for eight bytes. keepalived cuts the rest off and reports it; passwords that differ only after the eighth byte are the same.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "ten bytes",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    authentication {\n        auth_type PASS\n        auth_pass 0123456789\n    }\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:6:19 found"],
    },
    {
      title: "eight bytes",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    authentication {\n        auth_type PASS\n        auth_pass 01234567\n    }\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/auth-pass-truncated", context),
});
