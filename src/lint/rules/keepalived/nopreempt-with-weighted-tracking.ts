import type { Cluster } from "../../../model/cluster.ts";
import type { VrrpInstance } from "../../../model/keepalived/config.ts";
import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/nopreempt-with-weighted-tracking",
  since: "0.1.0",
  severity: "warning",
  scope: "workspace",
  fix: "none",
  summary: "With nopreempt, a weight does not make the node give the address away.",
  why: `
A weight lowers the priority of a node whose check fails; the other node then has to take over, which is preemption. An instance with \`nopreempt\` on the other node does not preempt, so the failed node keeps the address, and no log
says so. Track without a weight: the failure then means FAULT, and the address leaves at once. Where the files of the other node are there, \`cluster/nopreempt-blocks-weighted-failover\` says
what happens.
`,
  messages: {
    kept: "{name} only changes the priority of {instance}: where the other node has nopreempt too, it never takes over",
  },
  examples: () => [
    {
      title: "a weighted check",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "nopreempt", ...tracked),
      },
      expect: ["lb01/keepalived.conf:10:5 kept"],
    },
    {
      title: "the other node is there",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 110", "nopreempt", ...tracked),
        "lb02/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 100", "nopreempt", ...tracked),
      },
      expect: [],
    },
    {
      title: "a check without weight",
      files: {
        "lb01/keepalived.conf":
          scriptWith("interval 2") + instanceWith("virtual_router_id 51", "nopreempt", ...tracked),
      },
      expect: [],
    },
  ],
  check({ clusters, report }) {
    for (const { tracks, effectiveNopreempt, nopreempt, name: instance, isSkipped } of clusters.flatMap(lonely)) {
      if (!effectiveNopreempt || nopreempt === undefined || isSkipped) continue;
      for (const { name, status, effectiveWeight, place } of tracks) {
        if (status !== "tracked" || effectiveWeight === 0) continue;
        report("kept", place, { name, instance }, { related: [{ ...nopreempt, message: "nopreempt" }] });
      }
    }
  },
});

/** The instances whose peers are not among the files. */
function lonely(cluster: Cluster): readonly VrrpInstance[] {
  const [first, ...others] = cluster.nodes;
  if (others.length === 0) return first?.keepalived?.instances ?? [];
  return cluster.routers
    .flatMap(({ members }) => (members.length === 1 ? members : []))
    .map(({ instance }) => instance);
}
