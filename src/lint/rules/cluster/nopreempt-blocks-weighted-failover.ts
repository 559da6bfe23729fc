import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
import { losingTrack } from "../../cluster/weights.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/nopreempt-blocks-weighted-failover",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "The backup must not preempt, and the master only loses priority when its check fails.",
  why: `
With a weight the failing node stays master and announces a lower priority. It is for the backup to take over, by preempting, and \`nopreempt\` forbids that: it stays backup while any master announces itself.
The service is dead and the address stays. Without a weight the node goes to FAULT and gives the address up by itself.
`,
  messages: {
    blocked:
      "{node} never takes over when {name} fails on {other}: nopreempt keeps it backup while {other} still announces itself",
  },
  examples: () => [
    {
      title: "nopreempt on the backup",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("state BACKUP", "virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20") +
          instanceWith("state BACKUP", "nopreempt", "virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: ["lb02/keepalived.conf:8:3 blocked"],
    },
    {
      title: "without a weight the failing node gives up by itself",
      files: {
        "lb01/keepalived.conf":
          scriptWith() + instanceWith("state BACKUP", "virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith() + instanceWith("state BACKUP", "nopreempt", "virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
    {
      title: "MASTER clears nopreempt",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("state BACKUP", "virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20") +
          instanceWith("state MASTER", "nopreempt", "virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const found = leaderAndOthers(router);
      if (found === undefined) continue;
      const weighted = losingTrack(found.leader);
      if (weighted === undefined) continue;
      for (const { node, instance } of found.others) {
        const isCleared = (instance.state?.value === "MASTER" && !instance.strict) || instance.basePriority === 255;
        if (instance.nopreempt === undefined || isCleared) continue;
        report(
          "blocked",
          instance.nopreempt,
          { node: node.name, name: weighted.track.name, other: found.leader.node.name },
          { related: related(weighted.place, `${found.leader.node.name} loses only its weight`) },
        );
      }
    }
  },
});
