import { instanceWith } from "../../cluster/example.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/preempt-delay-differs",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "`preempt_delay` stands on the backup, where it delays the takeover.",
  why: `
On the node of the higher priority the delay gives a booting host time to be ready. On the node of the lower one it counts when the master has lost priority by a failing check: the backup waits the whole
delay, with the service dead, before it takes over.
`,
  messages: {
    delays: "{node} is the backup: when a check lowers {other}, it waits {delay} seconds before it takes the address",
  },
  examples: () => [
    {
      title: "on the backup only",
      files: {
        "lb01/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 110"),
        "lb02/keepalived.conf": instanceWith(
          "state BACKUP",
          "preempt_delay 60",
          "virtual_router_id 51",
          "priority 100",
        ),
      },
      expect: ["lb02/keepalived.conf:4:17 delays"],
    },
    {
      title: "on the node of the higher priority",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "state BACKUP",
          "preempt_delay 60",
          "virtual_router_id 51",
          "priority 110",
        ),
        "lb02/keepalived.conf": instanceWith("state BACKUP", "virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      const { leader, others } = found;
      for (const { node, instance } of others) {
        const delay = instance.preemptDelay;
        if (delay === undefined || delay.value === 0 || instance.basePriority === leader.instance.basePriority)
          continue;
        if (leader.instance.preemptDelay !== undefined || instance.state?.value === "MASTER") continue;
        report(
          "delays",
          delay.place,
          { node: node.name, other: leader.node.name, delay: delay.value },
          { related: related(leader.instance.namePlace, `${leader.node.name} has none`) },
        );
      }
    }
  },
});
