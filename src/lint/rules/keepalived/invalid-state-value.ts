import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/invalid-state-value",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "safe",
  summary: "The state is neither MASTER nor BACKUP.",
  why: `
\`state\` takes MASTER or BACKUP, in capitals. Anything else, \`master\` too, is reported and becomes BACKUP.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "small letters",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    state master\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:11 found"],
    },
    {
      title: "capitals",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    state MASTER\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/invalid-state-value", context),
});
