import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { sum, weightedTracks } from "../../cluster/weights.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/weight-saturates",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The priority with its weights leaves the range of 1 to 254.",
  why: `
keepalived keeps the priority between 1 and 254 whatever the weights say. A node of priority 250 that gains 10 with its check has 254, and loses less than the weight when the check fails; differences that were to decide
between nodes vanish at the ends of the range.
`,
  messages: {
    top: "with all checks good {instance} would have {total}: keepalived stops at 254",
    bottom: "with all checks failed {instance} would have {total}: keepalived stops at 1",
  },
  examples: () => [
    {
      title: "above the range",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight 10") + instanceWith("virtual_router_id 51", "priority 250", ...tracked),
      },
      expect: ["lb01/keepalived.conf:8:12 top"],
    },
    {
      title: "within",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -10") + instanceWith("virtual_router_id 51", "priority 250", ...tracked),
      },
      expect: [],
    },
    {
      title: "below",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -60") + instanceWith("virtual_router_id 51", "priority 50", ...tracked),
      },
      expect: ["lb01/keepalived.conf:8:12 bottom"],
    },
    {
      title: "a sync group drops the weight of a script",
      files: {
        "lb01/keepalived.conf": `${scriptWith("weight -60")}vrrp_sync_group G {\n  group {\n    VI_1\n  }\n}\n${instanceWith("virtual_router_id 51", "priority 50", ...tracked)}`,
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      const { basePriority, isSkipped, name } = instance;
      const tracks = weightedTracks({ node, instance });
      if (isSkipped || tracks.length === 0) continue;
      const place = instance.priority?.place ?? instance.namePlace;
      const ups = basePriority + sum(tracks.map(({ whileUp }) => whileUp));
      const downs = basePriority + sum(tracks.map(({ whileDown }) => whileDown));
      if (Math.max(ups, downs) > 254) report("top", place, { instance: name, total: Math.max(ups, downs) });
      else if (Math.min(ups, downs) < 1) report("bottom", place, { instance: name, total: Math.min(ups, downs) });
    }
  },
});
