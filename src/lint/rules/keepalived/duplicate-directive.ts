import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/duplicate-directive",
  since: "0.1.0",
  severity: "warning",
  scope: "keepalived-file",
  fix: "none",
  summary: "A keyword stands twice in one block, or in two blocks of global_defs.",
  why: `
keepalived uses the last of two values for most keywords, without a word, and the first for scripts and FIFOs, with a report. Whoever edits the other
one wonders why nothing changes.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "two priorities",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority 100\n    priority 110\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:5:5 found"],
    },
    {
      title: "a second global_defs with a FIFO of its own",
      files: {
        "lb01/keepalived.conf":
          "global_defs {\n    notify_fifo /run/a\n    router_id a\n}\nglobal_defs {\n    notify_fifo /run/b\n    router_id b\n}\n",
      },
      expect: ["lb01/keepalived.conf:6:5 found"],
    },
    {
      title: "a list keyword given twice",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    track_interface {\n        eth1\n    }\n    track_interface {\n        eth2\n    }\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/duplicate-directive", context),
});
