import { isLinkLocal } from "../../../model/address.ts";
import { instanceFor } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/ipv6-vip-not-link-local",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "The first address of an IPv6 instance is not link-local.",
  why: `
RFC 5798 wants a link-local address first, which routers use as the gateway of their hosts. keepalived logs it and goes on; in strict mode it reports it.
`,
  messages: {
    first: "{address} is the first address of {instance}; for IPv6 that should be a link-local one",
  },
  examples: () => [
    {
      title: "a global address first",
      files: { "lb01/keepalived.conf": instanceFor(["2001:db8::9/64"], "virtual_router_id 51") },
      expect: ["lb01/keepalived.conf:5:5 first"],
    },
    {
      title: "a link-local one",
      files: { "lb01/keepalived.conf": instanceFor(["fe80::9/64", "2001:db8::9/64"], "virtual_router_id 51") },
      expect: [],
    },
    {
      title: "one that only begins like it: it is 0fe8::9",
      files: { "lb01/keepalived.conf": instanceFor(["fe8::9/64"], "virtual_router_id 51") },
      expect: ["lb01/keepalived.conf:5:5 first"],
    },
  ],
  check({ node, report }) {
    for (const { virtualAddresses, name, strict, isSkipped } of node.keepalived?.instances ?? []) {
      const [first] = virtualAddresses;
      if (first === undefined || first.family !== 6 || isSkipped || isLinkLocal(first.address)) continue;
      report(
        "first",
        first.place,
        { address: first.address, instance: name },
        { severity: strict ? "warning" : "info" },
      );
    }
  },
});
