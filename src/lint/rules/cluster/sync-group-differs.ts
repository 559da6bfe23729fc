import { groupOf } from "../../../model/keepalived/sync-groups.ts";
import { instanceWith } from "../../cluster/example.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

const grouped = `vrrp_sync_group VG {\n  group {\n    VI_1\n    VI_2\n  }\n}\n`;
const second = (priority: number) =>
  `vrrp_instance VI_2 {\n  interface eth1\n  virtual_router_id 52\n  priority ${priority}\n  virtual_ipaddress {\n    198.51.100.9/24\n  }\n}\n`;

export default defineRule({
  id: "cluster/sync-group-differs",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "An instance is in a sync group on one node and not on another.",
  why: `
A sync group moves its instances together. A node without it may keep one address while the other moves: traffic comes in on one node and should go out by the other, where nothing knows of the
connection.
`,
  messages: {
    alone:
      "{instance} is in the sync group {group} on {node}, but in none here: after a failure the addresses may be on different nodes",
  },
  examples: () => [
    {
      title: "a group on one node only",
      files: {
        "lb01/keepalived.conf": grouped + instanceWith("virtual_router_id 51", "priority 101") + second(101),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100") + second(100),
      },
      expect: ["lb02/keepalived.conf:1:15 alone", "lb02/keepalived.conf:9:15 alone"],
    },
    {
      title: "on both",
      files: {
        "lb01/keepalived.conf": grouped + instanceWith("virtual_router_id 51", "priority 101") + second(101),
        "lb02/keepalived.conf": grouped + instanceWith("virtual_router_id 51", "priority 100") + second(100),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      if (leaderAndOthers(router) === undefined) continue;
      const groups = router.members.map(({ node, instance }) => ({
        node,
        instance,
        group: groupOf(node.keepalived, instance),
      }));
      const first = groups.find(({ group }) => (group?.members.length ?? 0) > 1);
      if (first?.group === undefined) continue;
      for (const { instance, group } of groups) {
        if (group !== undefined) continue;
        report(
          "alone",
          instance.namePlace,
          { instance: instance.name, group: first.group.name, node: first.node.name },
          { related: related(first.group.namePlace, `the group on ${first.node.name}`) },
        );
      }
    }
  },
});
