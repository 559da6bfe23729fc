import { isInNetwork } from "../../../model/network.ts";
import { instanceWith } from "../../cluster/example.ts";
import type { Member } from "../../cluster/members.ts";
import { byPriority, related } from "../../cluster/members.ts";
import { isUnicast } from "../../cluster/unicast.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "cluster/segment-mismatch",
  since: "0.1.0",
  severity: "error",
  scope: "cluster",
  fix: "none",
  summary: "One node sends its multicast adverts from the network of the address, another from elsewhere.",
  why: `
Multicast adverts do not leave their network segment. A node in another network hears nothing and becomes master too, and what it announces there nobody can use.
`,
  messages: {
    elsewhere:
      "{address} is not in the network of {network}, where {other} of {node} is: the adverts do not reach the other segment, and both hold the address",
  },
  examples: () => [
    {
      title: "two networks",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101", "mcast_src_ip 192.0.2.1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", "mcast_src_ip 198.51.100.2"),
      },
      expect: ["lb02/keepalived.conf:5:16 elsewhere"],
    },
    {
      title: "the node of the higher priority is elsewhere",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101", "mcast_src_ip 198.51.100.1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", "mcast_src_ip 192.0.2.2"),
      },
      expect: ["lb01/keepalived.conf:5:16 elsewhere"],
    },
    {
      title: "the virtual address is of another network than all nodes",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101", "mcast_src_ip 198.51.100.1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", "mcast_src_ip 203.0.113.2"),
      },
      expect: [],
    },
    {
      title: "one network",
      files: {
        "lb01/keepalived.conf": instanceWith("virtual_router_id 51", "priority 101", "mcast_src_ip 192.0.2.1"),
        "lb02/keepalived.conf": instanceWith("virtual_router_id 51", "priority 100", "mcast_src_ip 192.0.2.2"),
      },
      expect: [],
    },
  ],
  check({ cluster, report }) {
    for (const router of cluster.routers) {
      const senders = byPriority(router).flatMap((member) => {
        const source = member.instance.multicastSource;
        return source === undefined || isUnicast(member) ? [] : [{ member, source }];
      });
      const inside = senders.flatMap(({ member, source }) => {
        const network = networksOf(member).find((one) => isInNetwork(source.value, one));
        return network === undefined ? [] : [{ name: member.node.name, source, network }];
      })[0];
      if (inside === undefined) continue;
      const { name, source: there, network } = inside;
      for (const { source } of senders) {
        if (isInNetwork(source.value, network)) continue;
        report(
          "elsewhere",
          source.place,
          { address: source.value, network: `${network.address}/${network.prefix}`, other: there.value, node: name },
          { related: related(there.place, `${name} sends from here`) },
        );
      }
    }
  },
});

/** The networks that the virtual addresses lie in, where their prefixes say it. */
function networksOf({ instance }: Member): readonly { readonly address: string; readonly prefix: number }[] {
  return instance.virtualAddresses.flatMap(({ address, prefix, family }) =>
    prefix === undefined || prefix === (family === 4 ? 32 : 128) ? [] : [{ address, prefix }],
  );
}
