import { allOf, bodyOf, lastOf } from "../../../model/keepalived/settings.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/protocol-missing",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A virtual server does not say its protocol, scheduler or forwarding method.",
  why: `
keepalived reports it and goes on with UDP, wlc and NAT. A web server behind a virtual server without \`protocol TCP\` gets no packet.
`,
  messages: {
    protocol: "virtual_server {key} names no protocol: keepalived takes it for UDP",
    scheduler: "virtual_server {key} names no lb_algo: keepalived uses wlc",
    method: "virtual_server {key} names no lb_kind: keepalived uses NAT",
  },
  examples: () => [
    {
      title: "no protocol",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:1:1 protocol"],
    },
    {
      title: "all three",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
    {
      title: "no scheduler",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:1:1 scheduler"],
    },
    {
      title: "no method",
      files: {
        "lb01/keepalived.conf":
          "virtual_server 192.0.2.50 80 {\n  protocol TCP\n  lb_algo rr\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: ["lb01/keepalived.conf:1:1 method"],
    },
    {
      title: "a firewall mark has no protocol",
      files: {
        "lb01/keepalived.conf":
          "virtual_server fwmark 1 {\n  lb_algo rr\n  lb_kind NAT\n  real_server 192.0.2.51 80 {\n    weight 1\n  }\n}\n",
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { key, statement, fwmark, group } of node.keepalived?.virtualServers ?? []) {
      const body = bodyOf(statement);
      const place = statement.keyword.place;
      const servers = allOf(body, "real_server");
      if (servers.length === 0) continue;
      const has = (...keywords: string[]) => keywords.some((keyword) => lastOf(body, keyword) !== undefined);
      if (fwmark === undefined && group === undefined && !has("protocol")) report("protocol", place, { key });
      if (!has("lb_algo", "lvs_sched")) report("scheduler", place, { key });
      if (has("lb_kind", "lvs_method")) continue;
      if (servers.some((server) => lastOf(bodyOf(server), "lvs_method") === undefined))
        report("method", place, { key });
    }
  },
});
