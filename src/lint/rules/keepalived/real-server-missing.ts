import { allOf, bodyOf } from "../../../model/keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/real-server-missing",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A virtual server has no real server.",
  why: `
keepalived reports it and drops the whole virtual server: nothing answers on its address.
`,
  messages: {
    none: "virtual_server {key} has no real_server: keepalived drops it",
  },
  examples: () => [
    {
      title: "none at all",
      files: {
        "lb01/keepalived.conf": "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n}\n",
      },
      expect: ["lb01/keepalived.conf:1:1 none"],
    },
    {
      title: "one",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { key, statement } of node.keepalived?.virtualServers ?? []) {
      if (allOf(bodyOf(statement), "real_server").length === 0) report("none", statement.keyword.place, { key });
    }
  },
});
