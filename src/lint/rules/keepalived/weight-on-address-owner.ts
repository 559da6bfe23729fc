import { instanceWith, scriptWith, tracked } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/weight-on-address-owner",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "Priority 255 cannot be moved by what an instance tracks.",
  why: `
255 is for the owner of the address, who never gives it up by priority. keepalived reports a weight of what such an instance tracks and removes the tracking: a failed check changes nothing. Without a weight the check puts the
instance into FAULT, which works.
`,
  messages: {
    owner: "{instance} has priority 255: keepalived removes the tracking of {name}, whose weight could not move it",
  },
  examples: () => [
    {
      title: "a weighted script at 255",
      files: {
        "lb01/keepalived.conf":
          scriptWith("weight -20") + instanceWith("virtual_router_id 51", "priority 255", ...tracked),
      },
      expect: ["lb01/keepalived.conf:10:5 owner"],
    },
    {
      title: "one without weight",
      files: {
        "lb01/keepalived.conf":
          scriptWith("interval 2") + instanceWith("virtual_router_id 51", "priority 255", ...tracked),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped || instance.basePriority !== 255) continue;
      for (const { name, status, effectiveWeight, place } of instance.tracks) {
        if (status === "tracked" && effectiveWeight !== 0) report("owner", place, { instance: instance.name, name });
      }
    }
  },
});
