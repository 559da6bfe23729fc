import { instanceWith } from "../../cluster/example.ts";
import { byPriority, placeOf, related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/equal-priority",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "Two nodes of a virtual router have the same priority.",
  why: `
With equal priorities whoever is master first stays it, and after a partition, when two are, the higher source address wins. Which node holds the address depends on who booted first, and a
weighted check that lowers one of them by less than it lowers the other decides by accident.
`,
  messages: { equal: "{node} and {other} have priority {priority}: who boots first holds the address" },
  examples: [
    {
      title: "a copied file",
      files: {
        "lb01/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 100"),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:5:12 equal"],
    },
    {
      title: "three nodes, two alike",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 90"),
        "lb03/keepalived.conf": instanceWith("virtual_router_id 51", "priority 90"),
      },
      expect: ["lb03/keepalived.conf:4:12 equal"],
    },
    {
      title: "two priorities",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const members = byPriority(router);
      for (const [index, member] of members.entries()) {
        const first = members
          .slice(0, index)
          .find(({ instance }) => instance.basePriority === member.instance.basePriority);
        if (first === undefined) continue;
        report(
          "equal",
          placeOf(member.instance, member.instance.priority),
          { node: member.node.name, other: first.node.name, priority: member.instance.basePriority },
          { related: related(placeOf(first.instance, first.instance.priority), `${first.node.name} has it too`) },
        );
      }
    }
  },
});
