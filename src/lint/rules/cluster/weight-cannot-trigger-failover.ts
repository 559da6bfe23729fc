import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { type Member, placeOf, related } from "../../cluster/members.ts";
import { healthyPriority, priorityWithout, weightedTracks } from "../../cluster/weights.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/weight-cannot-trigger-failover",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "A check fails on the master, and its priority stays above the others'.",
  why: `
A negative weight takes its value from the priority while the check fails. The address moves only when another node is then higher: equal is not enough. Here it is not, so the
dead service keeps the address, the check is in the log as failed, and nothing happens.
`,
  messages: {
    never:
      "when {name} fails, {node} falls from {healthy} to {failed}, and {other} has only {rival}: the address stays on the node that failed",
    alone:
      "when only {name} fails, {node} falls from {healthy} to {failed}, and {other} has only {rival}: the address stays on the node that failed",
  },
  examples: () => [
    {
      title: "the weight is smaller than the distance",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -5") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -5") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: ["lb01/keepalived.conf:3:10 never"],
    },
    {
      title: "equal is not enough",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -10") + instanceWith("virtual_router_id 51", "priority 110", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -10") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: ["lb01/keepalived.conf:3:10 never"],
    },
    {
      title: "one of two checks is too light",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") +
          'vrrp_script net {\n  script "/usr/bin/true"\n  weight -2\n}\n' +
          instanceWith("virtual_router_id 51", "priority 110", "track_script {", "  chk", "  net", "}"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb01/keepalived.conf:7:10 alone"],
    },
    {
      title: "101 - 2 is below 100",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -2") + instanceWith("virtual_router_id 51", "priority 101", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -2") + instanceWith("virtual_router_id 51", "priority 100", ...tracked),
      },
      expect: [],
    },
    {
      title: "a script that is defined below its instance is not tracked, which is a finding of its own",
      files: {
        "lb01/keepalived.conf": `${instanceWith("virtual_router_id 51", "priority 110", ...tracked)}include chk.conf\n`,
        "lb01/chk.conf": scriptWith("weight -5"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
    {
      title: "a line with another word behind the name is dropped",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -5") +
          instanceWith("virtual_router_id 51", "priority 110", "track_script {", "  chk other", "}"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
    {
      title: "in a sync group the weight of a process counts",
      files: {
        "lb01/keepalived.conf":
          "vrrp_track_process haproxy {\n  process haproxy\n  weight -5\n}\nvrrp_sync_group G {\n  group {\n    VI_1\n  }\n}\n" +
          instanceWith("virtual_router_id 51", "priority 110", "track_process {", "  haproxy", "}"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb01/keepalived.conf:3:10 never"],
    },
    {
      title: "in a sync group that of a script does not",
      files: {
        "lb01/keepalived.conf": `${scriptWith("weight -5")}vrrp_sync_group G {\n  group {\n    VI_1\n  }\n}\n${instanceWith("virtual_router_id 51", "priority 110", ...tracked)}`,
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: [],
    },
    {
      title: "the sync group tracks it with too small a weight",
      files: {
        "lb01/keepalived.conf": `${scriptWith("weight -5")}vrrp_sync_group G {\n  group {\n    VI_1\n  }\n  track_script {\n    chk\n  }\n}\n${instanceWith("virtual_router_id 51", "priority 110")}`,
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100"),
      },
      expect: ["lb01/keepalived.conf:3:10 never"],
    },
  ],
  check({ cluster, report }) {
    for (const { members } of cluster.routers) {
      const ranked = [...members].sort((a, b) => healthyPriority(b) - healthyPriority(a));
      const [leader, rival] = ranked;
      if (leader === undefined || rival === undefined || healthyPriority(leader) === healthyPriority(rival)) continue;
      const tracks = weightedTracks(leader).filter(({ whileUp, whileDown }) => whileDown < whileUp);
      const rivalPriority = healthyPriority(rival);
      const together = priorityWithout(leader, tracks) < rivalPriority;
      for (const one of tracks) {
        const failed = priorityWithout(leader, [one]);
        if (failed < rivalPriority) continue;
        report(
          together ? "alone" : "never",
          one.place,
          { name: one.track.name, ...describe(leader, rival), failed },
          {
            related: related(
              placeOf(rival.instance, rival.instance.priority),
              `${rival.node.name} has ${rivalPriority}`,
            ),
            // Several light checks may be meant to add up.
            ...(together ? { severity: "warning" as const } : {}),
          },
        );
      }
    }
  },
});

function describe(leader: Member, rival: Member) {
  return {
    node: leader.node.name,
    healthy: healthyPriority(leader),
    other: rival.node.name,
    rival: healthyPriority(rival),
  };
}
