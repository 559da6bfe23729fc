import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/advert-interval-out-of-range",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "none",
  summary: "The advert interval is not a number of seconds that keepalived takes.",
  why: `
The interval is 0.01 to 255 seconds. Another value is reported and ignored, and the interval is one second: with VRRPv2 a peer with another interval then
drops all adverts, and both nodes are master.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "zero",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    advert_int 0\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:16 found"],
    },
    {
      title: "two seconds",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    advert_int 2\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/advert-interval-out-of-range", context),
});
