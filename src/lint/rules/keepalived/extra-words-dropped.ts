import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/extra-words-dropped",
  since: "0.1.0",
  severity: "warning",
  scope: "keepalived-file",
  fix: "safe",
  summary: "Words at the end of a line are ignored.",
  why: `
keepalived takes one keyword a line and drops what it does not need, without a word: \`state BACKUP interface eth0\` sets the state only. The fix takes the
words out, which changes nothing; if they were meant, they need a line of their own.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "two settings on one line",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    state BACKUP priority 90\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:18 found"],
    },
    {
      title: "one on each",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    state BACKUP\n    priority 90\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/extra-words-dropped", context),
});
