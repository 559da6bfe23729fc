import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/unicast-family-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A peer is of another family than the instance.",
  why: `
An instance has one family, and its first address keyword decides which. keepalived reports a peer or source of the other one and ignores it; adverts never reach that node, and both become master.
`,
  messages: {
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
    for (const { name, family, refusedPeers, isSkipped } of node.keepalived?.instances ?? []) {
      if (isSkipped) continue;
      for (const { reason, place, text } of refusedPeers) {
        if (reason === "other-family")
          report("peer", place, { address: text.split(/\s/)[0] ?? "", family, instance: name });
      }
    }
  },
});
