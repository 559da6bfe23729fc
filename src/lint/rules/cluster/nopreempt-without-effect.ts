import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { leaderAndOthers, placeOf, related } from "../../cluster/members.ts";
import { losingTrack } from "../../cluster/weights.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/nopreempt-without-effect",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "`nopreempt` stands only on the node that would never preempt anyway.",
  why: `
\`nopreempt\` keeps a node of higher priority from taking the address back when it returns. On the node of the lower priority there is nothing to keep back: the other one takes the address at its return, as if
the word were not there.
`,
  messages: { useless: "{node} has the lower priority: {other} takes the address back all the same when it returns" },
  examples: () => [
    {
      title: "on the lower node only",
      files: {
        "lb01/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 110"),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "nopreempt", "virtual_router_id 51", "priority 100"),
      },
      expect: ["lb02/keepalived.conf:4:3 useless"],
    },
    {
      title: "it keeps the node from taking over when a check fails",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("state BACKUP", "virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20") +
          instanceWith("state BACKUP", "nopreempt", "virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
    {
      title: "on both",
      files: {
        "lb01/keepalived.conf": instanceWith("state BACKUP", "nopreempt", "virtual_router_id 51", "priority 110"),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "nopreempt", "virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined || found.leader.instance.nopreempt !== undefined) continue;
      const { leader, others } = found;
      for (const { node, instance } of others) {
        const { nopreempt } = instance;
        if (nopreempt === undefined || instance.basePriority === leader.instance.basePriority) continue;
        // It has one: the backup does not preempt a master that a failed check leaves with less.
        if (instance.effectiveNopreempt && losingTrack(leader) !== undefined) continue;
        // Among three nodes it may hold back from one that is lower still.
        if (others.some((other) => other.instance.basePriority < instance.basePriority)) continue;
        report(
          "useless",
          nopreempt,
          { node: node.name, other: leader.node.name },
          {
            related: related(
              placeOf(leader.instance, leader.instance.priority),
              `${leader.node.name} has the higher priority`,
            ),
          },
        );
      }
    }
  },
});
