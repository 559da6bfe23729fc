import { endpointKey } from "../../../model/instance-addresses.ts";
import { instanceWith } from "../../cluster/example.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/duplicate-unicast-peer",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A peer is listed twice.",
  why: `
From keepalived 2.2.8 the second is reported and ignored; before, it gets every advert twice.
`,
  messages: {
    twice: "{address} is listed twice",
  },
  examples: () => [
    {
      title: "twice",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "unicast_peer {", "192.0.2.12", "192.0.2.12", "}"),
      },
      expect: ["lb01/keepalived.conf:6:3 twice"],
    },
    {
      title: "two peers",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "unicast_peer {", "192.0.2.12", "192.0.2.13", "}"),
      },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const { refusedPeers, unicastPeers, isSkipped } of node.keepalived?.instances ?? []) {
      if (isSkipped) continue;
      for (const { reason, place, text } of refusedPeers) {
        if (reason === "duplicate") report("twice", place, { address: text.split(/\s/)[0] ?? "" });
      }
      const seen = new Set<string>();
      for (const { value, place } of unicastPeers) {
        const key = endpointKey(value);
        if (seen.has(key)) report("twice", place, { address: value });
        seen.add(key);
      }
    }
  },
});
