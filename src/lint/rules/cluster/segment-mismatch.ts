import { isInNetwork } from "../../../model/network.ts";
import { instanceWith } from "../../cluster/example.ts";
import type { Member } from "../../cluster/members.ts";
import { leaderAndOthers, related } from "../../cluster/members.ts";
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
      const found = leaderAndOthers(router);
      const source = found?.leader.instance.multicastSource;
      if (found === undefined || source === undefined || isUnicast(found.leader)) continue;
      const network = networksOf(found.leader).find((one) => isInNetwork(source.value, one));
      if (network === undefined) continue;
      for (const member of found.others) {
        const own = member.instance.multicastSource;
        if (own === undefined || isUnicast(member) || isInNetwork(own.value, network)) continue;
        report(
          "elsewhere",
          own.place,
          {
            address: own.value,
            network: `${network.address}/${network.prefix}`,
            other: source.value,
            node: found.leader.node.name,
          },
          { related: related(source.place, `${found.leader.node.name} sends from here`) },
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
