import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/argument-count",
  since: "0.1.0",
  severity: "error",
  scope: "keepalived-file",
  fix: "none",
  summary: "A keyword lacks a value, or has one too many.",
  why: `
Without its value, keepalived ends at most keywords with an error, at once: nothing after that line is checked, and the daemon does not start. Some
keywords are only ignored. Where words too many are an error, the line is ignored; mostly they are dropped without a word, which is another rule.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a keyword without its value",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    advert_int\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: ["lb01/keepalived.conf:4:5 found"],
    },
    {
      title: "a keyword that needs none",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    nopreempt\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/argument-count", context),
});
