import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/unicast-family-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A peer, a source or a multicast group is of another family than the instance.",
  why: `
An instance has one family, and its first address keyword decides which. keepalived reports a peer, a source or a group of the other one and ignores it; adverts go elsewhere than the file says, and may never reach the other node.
`,
  messages: {
    source: "{address} is not IPv{family} as {instance} is: keepalived ignores it",
    peer: "{address} is not IPv{family} as {instance} is: keepalived ignores the peer",
  },
  examples: () => [
    {
      title: "an IPv6 peer",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "unicast_src_ip 192.0.2.11",
          "unicast_peer {",
          "2001:db8::12",
          "192.0.2.12",
          "}",
        ),
      },
      expect: ["lb01/keepalived.conf:6:3 peer"],
    },
    {
      title: "an IPv6 source behind an IPv4 address",
      files: {
        "lb01/keepalived.conf":
          "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  virtual_ipaddress {\n    192.0.2.100/24\n  }\n  mcast_src_ip 2001:db8::11\n  mcast_dst_ip ff02::20\n}\n",
      },
      expect: ["lb01/keepalived.conf:7:16 source", "lb01/keepalived.conf:8:16 source"],
    },
    {
      title: "peers of its family",
      files: {
        "lb01/keepalived.conf": instanceWith(
          "virtual_router_id 51",
          "unicast_src_ip 192.0.2.11",
          "unicast_peer {",
          "192.0.2.12",
          "}",
        ),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { name, family, refusedPeers, refusedSources, isSkipped } of node.keepalived?.instances ?? []) {
      if (isSkipped) continue;
      for (const { place, text } of refusedSources) report("source", place, { address: text, family, instance: name });
      for (const { reason, place, text } of refusedPeers) {
        if (reason === "other-family")
          report("peer", place, { address: text.split(/\s/)[0] ?? "", family, instance: name });
      }
    }
  },
});
