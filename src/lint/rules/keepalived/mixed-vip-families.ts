import { instanceFor } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/mixed-vip-families",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "An address of the other family stands in virtual_ipaddress.",
  why: `
An instance has one family, that of its first address. keepalived reports an address of the other one and drops it: nobody holds it. Addresses of the other family belong in \`virtual_ipaddress_excluded\`, which is not announced, or
into an instance of their own.
`,
  messages: {
    mixed:
      "{instance} is an IPv{family} instance: keepalived drops {address}. Put it into virtual_ipaddress_excluded or an instance of its own",
  },
  examples: () => [
    {
      title: "IPv6 behind IPv4",
      files: { "lb01/keepalived.conf": instanceFor(["192.0.2.9/24", "2001:db8::9/64"], "virtual_router_id 51") },
      expect: ["lb01/keepalived.conf:6:5 mixed"],
    },
    {
      title: "only IPv6",
      files: { "lb01/keepalived.conf": instanceFor(["fe80::9/64", "2001:db8::9/64"], "virtual_router_id 51") },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const instance of node.keepalived?.instances ?? []) {
      for (const { reason, place, text } of instance.refusedAddresses) {
        if (reason !== "other-family") continue;
        report("mixed", place, {
          instance: instance.name,
          family: instance.family,
          address: text.split(/\s/)[0] ?? "",
        });
      }
    }
  },
});
