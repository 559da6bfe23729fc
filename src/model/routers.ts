/**
 * The virtual routers of a cluster: which instances of different nodes take part in one election, or were meant to.
 * Strongest evidence first, so that an unequal router id is a mismatch and not two strangers.
 */
import type { Node, VirtualRouter } from "./cluster.ts";
import { sharesAddress } from "./instance-addresses.ts";
import type { VrrpInstance } from "./keepalived/config.ts";

interface Member {
  readonly node: Node;
  readonly instance: VrrpInstance;
}
type Evidence = VirtualRouter["evidence"];

const levels: readonly { readonly evidence: Evidence; readonly holds: (a: Member, b: Member) => boolean }[] = [
  { evidence: "router-id-and-address", holds: (a, b) => sameRouterId(a, b) && sharesAddress(a.instance, b.instance) },
  { evidence: "address", holds: (a, b) => sharesAddress(a.instance, b.instance) },
  { evidence: "router-id", holds: sameRouterId },
  {
    evidence: "name",
    holds: (a, b) => a.instance.name !== "" && a.instance.name === b.instance.name && sameFamily(a, b),
  },
];

function sameFamily(a: Member, b: Member): boolean {
  return a.instance.family === b.instance.family;
}

function sameRouterId(a: Member, b: Member): boolean {
  const id = a.instance.virtualRouterId?.value;
  return id !== undefined && id === b.instance.virtualRouterId?.value && sameFamily(a, b);
}

/** Every instance stands in one router; one that nobody shares stands alone. At most one instance of a node in each. */
export function matchRouters(nodes: readonly Node[]): VirtualRouter[] {
  const groups: { members: Member[]; evidence: Evidence }[] = nodes.flatMap((node) =>
    (node.keepalived?.instances ?? [])
      .filter((instance) => !instance.isSkipped)
      .map((instance) => ({ members: [{ node, instance }], evidence: "router-id-and-address" as const })),
  );
  for (const { evidence, holds } of levels) {
    for (let left = 0; left < groups.length; left++) {
      for (let right = left + 1; right < groups.length; right++) {
        const one = groups[left];
        const other = groups[right];
        if (one === undefined || other === undefined || !canJoin(one.members, other.members, holds)) continue;
        one.members.push(...other.members);
        one.evidence = evidence;
        groups.splice(right, 1);
        right = left;
      }
    }
  }
  return groups.map(({ members, evidence }) => ({ members, evidence }));
}

function canJoin(one: readonly Member[], other: readonly Member[], holds: (a: Member, b: Member) => boolean): boolean {
  if (one.some((a) => other.some((b) => a.node === b.node))) return false;
  return one.some((a) => other.some((b) => holds(a, b)));
}
