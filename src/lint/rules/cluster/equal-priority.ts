import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { byPriority, type Member, placeOf, related } from "../../cluster/members.ts";
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
  messages: {
    equal: "{node} and {other} have priority {priority}: who boots first holds the address",
    weighted:
      "{node} and {other} have priority {priority}: while their checks agree, who boots first holds the address",
    owners:
      "{node} and {other} both have priority 255, which only the owner of the address may have: no check lowers it, and each takes the address from the other",
  },
  examples: () => [
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
      title: "the checks' weights decide",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight 5") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight 5") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: ["lb02/keepalived.conf:8:12 weighted"],
    },
    {
      title: "two owners",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 255"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 255"),
      },
      expect: ["lb02/keepalived.conf:4:12 owners"],
    },
    {
      title: "nobody is to be preferred: nopreempt on both",
      files: {
        "lb01/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 100", "nopreempt"),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 100", "nopreempt"),
      },
      expect: [],
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
        if (first === undefined || (first.instance.effectiveNopreempt && member.instance.effectiveNopreempt)) continue;
        const place = placeOf(member.instance, member.instance.priority);
        const [node, other, priority] = [member.node.name, first.node.name, member.instance.basePriority];
        const details = { related: related(placeOf(first.instance, first.instance.priority), `${other} has it too`) };
        if (priority === 255) report("owners", place, { node, other }, details);
        else if (isWeighted(member) && isWeighted(first)) report("weighted", place, { node, other, priority }, details);
        else report("equal", place, { node, other, priority }, details);
      }
    }
  },
});

/** A check moves its priority, so that equal ones may be meant. */
function isWeighted({ instance }: Member): boolean {
  return instance.tracks.some(({ status, effectiveWeight }) => status === "tracked" && effectiveWeight !== 0);
}
