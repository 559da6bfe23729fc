import type { Cluster } from "../../../model/cluster.ts";
import { isInNetwork } from "../../../model/network.ts";
import { instanceFor } from "../../cluster/example.ts";
import { type Member, placeOf, related } from "../../cluster/members.ts";
import { isUnicast } from "../../cluster/unicast.ts";
import { defineRule } from "../../rule.ts";

/** A cluster of two nodes with one address. */
function twice(node: string, name: string, address: string): Readonly<Record<string, string>> {
  const config = (priority: number) =>
    instanceFor([address], "virtual_router_id 51", `priority ${priority}`).replace("VI_1", name);
  return { [`${node}01/keepalived.conf`]: config(101), [`${node}02/keepalived.conf`]: config(100) };
}

export default defineRule({
  id: "cluster/vrid-shared-by-clusters",
  since: "0.1.0",
  severity: "warning",
  scope: "workspace",
  fix: "none",
  summary: "Two clusters use one virtual router id in one network.",
  why: `
Adverts of both reach all nodes of the network. Up to keepalived 2.3.2 the foreign ones are thrown away, with a line in the log every second. From 2.3.3 their different addresses no longer matter: the cluster
with the lower priority takes the other's master for its own, gives up, and nobody holds its address.
`,
  messages: {
    shared:
      "virtual_router_id {id} is also used by {other} in {network}: from keepalived 2.3.3 the cluster of the lower priority gives its address up",
  },
  examples: [
    {
      title: "two clusters, one id, one network",
      files: { ...twice("lb", "WEB", "192.0.2.9/24"), ...twice("db", "DB", "192.0.2.10/24") },
      expect: ["db01/keepalived.conf:3:21 shared", "db02/keepalived.conf:3:21 shared"],
    },
    {
      title: "two networks",
      files: { ...twice("lb", "WEB", "192.0.2.9/24"), ...twice("db", "DB", "198.51.100.10/24") },
      expect: [],
    },
  ],
  check({ clusters, report }) {
    for (const [index, cluster] of clusters.entries()) {
      for (const earlier of clusters.slice(0, index)) {
        for (const member of multicastMembers(cluster)) {
          const meeting = multicastMembers(earlier)
            .map((other) => ({ other, network: commonNetwork(member, other) }))
            .find(({ network }) => network !== undefined);
          if (meeting?.network === undefined) continue;
          const { other, network } = meeting;
          report(
            "shared",
            placeOf(member.instance, member.instance.virtualRouterId),
            { id: member.instance.virtualRouterId?.value ?? 0, other: other.node.name, network },
            {
              related: related(
                placeOf(other.instance, other.instance.virtualRouterId),
                `${other.node.name} uses it too`,
              ),
            },
          );
        }
      }
    }
  },
});

function multicastMembers({ nodes }: Cluster): readonly Member[] {
  return nodes
    .flatMap((node) => (node.keepalived?.instances ?? []).map((instance) => ({ node, instance })))
    .filter((member) => !isUnicast(member) && member.instance.virtualRouterId !== undefined);
}

/** The network that both have an address in, where their ids are equal. */
function commonNetwork(a: Member, b: Member): string | undefined {
  if (a.instance.virtualRouterId?.value !== b.instance.virtualRouterId?.value) return undefined;
  if (a.instance.effectiveVersion !== b.instance.effectiveVersion) return undefined;
  for (const { address, prefix, family } of a.instance.virtualAddresses) {
    if (prefix === undefined || prefix === (family === 4 ? 32 : 128)) continue;
    if (b.instance.virtualAddresses.some((vip) => isInNetwork(vip.address, { address, prefix })))
      return `${address}/${prefix}`;
  }
  return undefined;
}
