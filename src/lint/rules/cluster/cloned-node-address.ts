import { endpointKey } from "../../../model/instance-addresses.ts";
import type { Given } from "../../../model/keepalived/config.ts";
import { instanceWith, unicastWith } from "../../cluster/example.ts";
import { related } from "../../cluster/members.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/cloned-node-address",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "Two nodes send their adverts from one address.",
  why: `
The file was copied and the node's own address not changed. A node takes adverts from its own address for its own and ignores them, or sends from an address that it does not have: both become master,
and no log says why.
`,
  messages: { cloned: "{node} and {other} both send from {address}: each takes the other's adverts for its own" },
  examples: () => [
    {
      title: "a copied unicast_src_ip",
      files: {
        "lb01/keepalived.conf": unicastWith(101, "192.0.2.1", "192.0.2.2"),
        "lb02/keepalived.conf": unicastWith(100, "192.0.2.1", "192.0.2.2"),
      },
      expect: ["lb02/keepalived.conf:5:18 cloned"],
    },
    {
      title: "each its own",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101", "mcast_src_ip 192.0.2.1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", "mcast_src_ip 192.0.2.2"),
      },
      expect: [],
    },
    {
      title: "one IPv6 address in two spellings",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101", "mcast_src_ip 2001:db8::1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", "mcast_src_ip 2001:DB8:0::1"),
      },
      expect: ["lb02/keepalived.conf:5:16 cloned"],
    },
  ],
  check({ cluster, report }) {
    for (const { members } of cluster.routers) {
      const seen = new Map<string, { node: string; source: Given<string> }>();
      for (const { node, instance } of members) {
        const source = instance.unicastSource ?? instance.multicastSource;
        if (source === undefined) continue;
        const key = endpointKey(source.value);
        const first = seen.get(key);
        if (first === undefined) seen.set(key, { node: node.name, source });
        else {
          report(
            "cloned",
            source.place,
            { node: node.name, other: first.node, address: source.value },
            { related: related(first.source.place, `${first.node} sends from it too`) },
          );
        }
      }
    }
  },
});
