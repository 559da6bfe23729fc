import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/invalid-value",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "none",
  summary: "A value is not what the keyword takes.",
  why: `
The daemon mostly reports the line and goes on without it, or with a default: the message says which, because the configuration then does something
other than what it says. Names that the node's own files may define, routing tables for one, are only warned of.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a number out of range",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    virtual_router_id 300\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:23 found"],
    },
    {
      title: "a bool",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    strict_mode off\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/invalid-value", context),
});
