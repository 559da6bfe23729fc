import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/nopreempt-with-weighted-tracking",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "With nopreempt, a weight does not make the node give the address away.",
  why: `
A weight lowers the priority of a node whose check fails; the other node then has to take over, which is preemption. An instance with \`nopreempt\` on the other node does not preempt, so the failed node keeps the address, and no log
says so. Track without a weight: the failure then means FAULT, and the address leaves at once.
`,
  messages: {
    kept: "{name} only lowers the priority of {instance}: where the other node has nopreempt too, it never takes over",
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
      title: "a check without weight",
      files: {
        "lb01/keepalived.conf":
          scriptWith("interval 2") + instanceWith("virtual_router_id 51", "nopreempt", ...tracked),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { tracks, effectiveNopreempt, nopreempt, name: instance, isSkipped } of node.keepalived?.instances ??
      []) {
      if (!effectiveNopreempt || nopreempt === undefined || isSkipped) continue;
      for (const { name, status, effectiveWeight, place } of tracks) {
        if (status !== "tracked" || effectiveWeight === 0) continue;
        report("kept", place, { name, instance }, { related: [{ ...nopreempt, message: "nopreempt" }] });
      }
    }
  },
});
