/** Joins nodes that share a key, neighbours first. Nodes meet only over their keys, so thousands of clusters stay cheap. */
import { addTo, listsBy } from "../text/lists.ts";
import type { PlacedNode } from "./clusters.ts";
import type { VrrpInstance } from "./keepalived/config.ts";

/** A key that so many nodes of different folders have in common says nothing: everybody uses 192.168.1.100. */
const tooCommon = 64;

interface Group {
  readonly members: PlacedNode[];
  readonly shortNames: Set<string>;
}

export class ClusterGroups {
  readonly #placed: readonly PlacedNode[];
  readonly #groupOf = new Map<PlacedNode, Group>();

  constructor(placed: readonly PlacedNode[]) {
    this.#placed = placed;
    for (const one of placed) this.#groupOf.set(one, { members: [one], shortNames: new Set([one.shortName]) });
  }

  /** Joins nodes with a key in common. Weak evidence does not add to what is joined already. */
  joinBy(keysOf: (instance: VrrpInstance) => Iterable<string>, isStrong: boolean): void {
    const buckets = new Map<string, PlacedNode[]>();
    for (const placed of this.#placed) {
      for (const key of this.#keysOf(placed, keysOf)) addTo(buckets, key, placed);
    }
    const isSettled = (one: PlacedNode) => !isStrong && (this.#groupOf.get(one)?.members.length ?? 1) > 1;
    const settled = new Set(this.#placed.filter(isSettled));
    const shared = [...buckets.values()].filter((bucket) => bucket.length > 1);
    for (const bucket of shared) {
      const open = bucket.filter((one) => !settled.has(one));
      for (const neighbours of listsBy(open, ({ neighbourhood }) => neighbourhood).values())
        this.#join(neighbours, true);
    }
    for (const bucket of shared) {
      if (bucket.length <= tooCommon)
        this.#join(
          bucket.filter((one) => !settled.has(one)),
          false,
        );
    }
  }

  #keysOf({ node }: PlacedNode, keysOf: (instance: VrrpInstance) => Iterable<string>): Set<string> {
    const keys = new Set<string>();
    for (const instance of node.keepalived?.instances ?? []) for (const key of keysOf(instance)) keys.add(key);
    return keys;
  }

  /** Across folders a node joins a cluster, but two clusters do not become one: they are copies. */
  #join(nodes: readonly PlacedNode[], neighbours: boolean): void {
    const roots: Group[] = [];
    for (const one of nodes) {
      const group = this.#groupOf.get(one);
      if (group === undefined || roots.includes(group)) continue;
      const partner = roots.find((root) => {
        if (!neighbours && root.members.length > 1 && group.members.length > 1) return false;
        return !overlaps(root.shortNames, group.shortNames);
      });
      if (partner === undefined) roots.push(group);
      else this.#merge(partner, group);
    }
  }

  #merge(into: Group, other: Group): void {
    for (const member of other.members) {
      into.members.push(member);
      into.shortNames.add(member.shortName);
      this.#groupOf.set(member, into);
    }
  }

  /** The groups, and in each its nodes, in the order the nodes were given. */
  list(): (readonly PlacedNode[])[] {
    return [...listsBy(this.#placed, (one) => this.#groupOf.get(one)).values()];
  }
}

function overlaps(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const one of b) if (a.has(one)) return true;
  return false;
}
