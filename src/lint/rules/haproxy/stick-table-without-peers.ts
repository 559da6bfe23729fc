import { ofKind } from "../../../model/haproxy/by-kind.ts";
import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/stick-table-without-peers",
  since: "0.1.0",
  severity: "info",
  scope: "cluster",
  fix: "none",
  summary: "A stick table of a cluster is not shared between its nodes.",
  why: `
Without \`peers\` each node counts for itself and forgets at its restart. After a failover the limits start from zero, and clients that stuck to a server are sent
to another one.
`,
  messages: {
    alone: "the table of {proxy} is not shared by peers: after a failover its counters and its persistence are gone",
  },
  examples: () => [
    {
      title: "two nodes, no peers",
      files: {
        "lb01/haproxy.cfg":
          "backend app\n  stick-table type ip size 1m expire 30m\n  stick on src\n  server a 192.0.2.1:80\n",
        "lb01/keepalived.conf":
          "vrrp_instance V {\n  interface eth0\n  virtual_router_id 1\n  priority 101\n  virtual_ipaddress {\n    192.0.2.9/24\n  }\n}\n",
        "lb02/haproxy.cfg":
          "backend app\n  stick-table type ip size 1m expire 30m\n  stick on src\n  server a 192.0.2.1:80\n",
        "lb02/keepalived.conf":
          "vrrp_instance V {\n  interface eth0\n  virtual_router_id 1\n  priority 100\n  virtual_ipaddress {\n    192.0.2.9/24\n  }\n}\n",
      },
      expect: ["lb01/haproxy.cfg:2:3 alone", "lb02/haproxy.cfg:2:3 alone"],
    },
    {
      title: "one node has nobody to share with",
      files: { "haproxy.cfg": "backend app\n  stick-table type ip size 1m expire 30m\n" },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const { haproxy } of cluster.nodes) {
      for (const { statements, document, name } of haproxy?.proxiesWith("stick-table") ?? []) {
        for (const statement of ofKind(statements, "StickTable")) {
          if (statement.option("peers") !== undefined) continue;
          report("alone", placeIn(document, statement), { proxy: name });
        }
      }
    }
  },
});
