import { addressBits, parseAddress } from "../../../model/address.ts";
import type { Cluster } from "../../../model/cluster.ts";
import type { VirtualAddress } from "../../../model/keepalived/config.ts";
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
  examples: () => [
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
    const prefixes = prefixesOf(clusters);
    const seen = new Map<string, Member>();
    for (const cluster of clusters) {
      const members = multicastMembers(cluster);
      for (const member of members) {
        const meeting = meetingOf(member, seen);
        if (meeting === undefined) continue;
        const { other, network } = meeting;
        report(
          "shared",
          placeOf(member.instance, member.instance.virtualRouterId),
          { id: member.instance.virtualRouterId?.value ?? 0, other: other.node.name, network },
          {
            related: related(placeOf(other.instance, other.instance.virtualRouterId), `${other.node.name} uses it too`),
          },
        );
      }
      for (const member of members) remember(member, prefixes, seen);
    }
  },
});

function multicastMembers({ nodes }: Cluster): readonly Member[] {
  return nodes
    .flatMap((node) => (node.keepalived?.instances ?? []).map((instance) => ({ node, instance })))
    .filter((member) => !isUnicast(member) && member.instance.virtualRouterId !== undefined);
}

function isNetwork({ prefix, family }: VirtualAddress): boolean {
  return prefix !== undefined && prefix !== (family === 4 ? 32 : 128);
}

/** Every length of a prefix that is written anywhere. */
function prefixesOf(clusters: readonly Cluster[]): ReadonlySet<number> {
  const addresses = clusters.flatMap(multicastMembers).flatMap(({ instance }) => instance.virtualAddresses);
  return new Set(addresses.flatMap((address) => (isNetwork(address) ? (address.prefix ?? []) : [])));
}

/** One key for all that share id, version and network, so that thousands of clusters meet only where they do. */
function keyOf({ instance }: Member, { address, family }: VirtualAddress, prefix: number): string | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  const network = addressBits(parsed) >> BigInt(Math.max(0, (family === 4 ? 32 : 128) - prefix));
  return `${instance.virtualRouterId?.value} ${instance.effectiveVersion} ${family} ${prefix} ${network}`;
}

function meetingOf(member: Member, seen: ReadonlyMap<string, Member>) {
  for (const address of member.instance.virtualAddresses) {
    if (!isNetwork(address) || address.prefix === undefined) continue;
    const key = keyOf(member, address, address.prefix);
    const other = key === undefined ? undefined : seen.get(key);
    if (other !== undefined) return { other, network: `${address.address}/${address.prefix}` };
  }
  return undefined;
}

function remember(member: Member, prefixes: ReadonlySet<number>, seen: Map<string, Member>): void {
  for (const address of member.instance.virtualAddresses) {
    for (const prefix of prefixes) {
      const key = keyOf(member, address, prefix);
      if (key !== undefined && !seen.has(key)) seen.set(key, member);
    }
  }
}
