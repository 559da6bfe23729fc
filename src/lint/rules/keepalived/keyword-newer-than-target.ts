import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/keyword-newer-than-target",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "none",
  summary: "The keyword came with a later version than the one that the files are written for.",
  why: `
The daemon of the stated version reports the keyword as unknown and ignores the line: what the line promises does not happen. Either the node needs the
newer version, or the line has to go.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a keyword of 2.2.8 for 2.2.7",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    no_virtual_ipaddress\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:5 found"],
      targets: { keepalived: "2.2.7" },
    },
    {
      title: "a strict include of 2.2.0 for 2.1",
      files: { "lb01/keepalived.conf": "includer vips.conf\n", "lb01/vips.conf": "global_defs {\n}\n" },
      expect: ["lb01/keepalived.conf:1:1 found"],
      targets: { keepalived: "2.1" },
    },
    {
      title: "the same for 2.3",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    no_virtual_ipaddress\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
      targets: { keepalived: "2.3" },
    },
  ],
  check: (context) => reportFindings("keepalived/keyword-newer-than-target", context),
});
