import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/invalid-vip",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "none",
  summary: "A virtual address is not valid, and the instance runs without it.",
  why: `
keepalived reports an address that it cannot read, drops it, and runs the instance with the others. An invalid prefix length becomes a host address, an
unknown word behind the address is ignored.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "an address that is none",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.300/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:9 found"],
    },
    {
      title: "an address with its options",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.10/24 dev eth0 label eth0:1\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/invalid-vip", context),
});
