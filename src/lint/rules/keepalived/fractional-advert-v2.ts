import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/fractional-advert-v2",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "VRRPv2 takes whole seconds between adverts.",
  why: `
An advert of VRRPv2 carries the interval in whole seconds. keepalived reports a fraction and rounds it: half a second becomes one. A peer with another interval drops the adverts, and both nodes are master. Use \`version 3\` on all
nodes for shorter intervals.
`,
  messages: {
    rounded:
      "VRRPv2 has whole seconds: keepalived rounds {interval} to {seconds} s. Shorter intervals need version 3 on all nodes",
  },
  examples: () => [
    {
      title: "half a second",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "advert_int 0.5") },
      expect: ["lb01/keepalived.conf:4:14 rounded"],
    },
    {
      title: "half a second with VRRPv3",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "version 3", "advert_int 0.5") },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { advertInterval, effectiveVersion, isSkipped } of node.keepalived?.instances ?? []) {
      if (advertInterval === undefined || isSkipped || effectiveVersion !== 2 || Number.isInteger(advertInterval.value))
        continue;
      const seconds = Math.min(255, Math.max(1, Math.round(advertInterval.value)));
      report("rounded", advertInterval.place, { interval: advertInterval.text, seconds });
    }
  },
});
