import { heldAddresses } from "../../../model/instance-addresses.ts";
import { instanceFor, instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/vip-without-prefix",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "A virtual address has no prefix length.",
  why: `
Without a prefix length keepalived adds a host address: /32, or /128. That works where the interface has another address of the network; as the only one it leaves the node without a route to its neighbours. Nodes that write it
differently install different addresses. Say which is meant, /32 too.
`,
  messages: {
    bare: "{address} has no prefix length: keepalived adds it as /{bits}",
    several: "{address} and {count} more of {instance} have no prefix length: keepalived adds them as /{bits}",
  },
  examples: () => [
    {
      title: "a bare address",
      files: { "lb01/keepalived.conf": instanceFor(["192.0.2.9"], "virtual_router_id 51") },
      expect: ["lb01/keepalived.conf:5:5 bare"],
    },
    {
      title: "several are one finding",
      files: { "lb01/keepalived.conf": instanceFor(["192.0.2.9", "192.0.2.10"], "virtual_router_id 51") },
      expect: ["lb01/keepalived.conf:5:5 several"],
    },
    {
      title: "with its prefix",
      files: { "lb01/keepalived.conf": instanceWith("virtual_router_id 51") },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      if (instance.isSkipped) continue;
      for (const family of [4, 6]) {
        const [first, ...more] = heldAddresses(instance).filter(
          (one) => one.family === family && one.prefix === undefined && !one.options.includes("peer"),
        );
        if (first === undefined) continue;
        const bits = family === 4 ? 32 : 128;
        if (more.length === 0) report("bare", first.place, { address: first.address, bits });
        else
          report("several", first.place, { address: first.address, count: more.length, instance: instance.name, bits });
      }
    }
  },
});
