import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { byPriority, placeOf, related } from "../../cluster/members.ts";
import { healthyPriority, weightedTracks } from "../../cluster/weights.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/weight-overshoot-swap",
  since: "0.1.0",
  severity: "warning",
  scope: "cluster",
  fix: "none",
  summary: "A positive weight lifts the backup above the master while everything is well.",
  why: `
A positive weight is added while the check succeeds. Where the backup has more of it than the distance of the priorities, the backup is master in normal operation: the files say one thing and the
cluster does another.
`,
  messages: {
    swapped:
      "{node} reaches {own} while its checks succeed, {other} only {highest}: {node} holds the address although its priority is lower",
  },
  examples: () => [
    {
      title: "only the backup gains",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 110"),
        "lb02/keepalived.conf":
          scriptWith("weight 20") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: ["lb02/keepalived.conf:8:12 swapped"],
    },
    {
      title: "both gain",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight 20") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight 20") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const [leader, ...others] = byPriority(router);
      if (leader === undefined) continue;
      for (const member of others) {
        const own = healthyPriority(member);
        const highest = healthyPriority(leader);
        if (member.instance.basePriority >= leader.instance.basePriority || own <= highest) continue;
        const weight = weightedTracks(member).find(({ whileUp }) => whileUp > 0);
        report(
          "swapped",
          placeOf(member.instance, member.instance.priority),
          { node: member.node.name, own, other: leader.node.name, highest },
          weight === undefined
            ? {}
            : { related: related(weight.place, `adds ${weight.whileUp} while ${weight.track.name} succeeds`) },
        );
      }
    }
  },
});
