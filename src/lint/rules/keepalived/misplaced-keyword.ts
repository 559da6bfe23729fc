import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/misplaced-keyword",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "none",
  summary: "The keyword belongs into another block.",
  why: `
keepalived looks a keyword up in the block it stands in. In another block it is unknown: the line is ignored, and \`virtual_server\` inside an instance
upsets the braces as well. Often a closing brace is missing before it.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a list that was closed too late",
      files: {
        "lb01/keepalived.conf":
          "global_defs {\n    notification_email {\n        root@example.org\n        smtp_connect_timeout 30\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:9 found"],
    },
    {
      title: "a setting of the instance in global_defs",
      files: {
        "lb01/keepalived.conf": "global_defs {\n    advert_int 1\n}\n",
      },
      expect: ["lb01/keepalived.conf:2:5 found"],
    },
    {
      title: "the same where it belongs",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    advert_int 1\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/misplaced-keyword", context),
});
