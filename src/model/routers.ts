/**
 * The virtual routers of a cluster: which instances of different nodes take part in one election, or were meant to.
 * Strongest evidence first, so that an unequal router id is a mismatch and not two strangers.
 */
import { addAll, addTo } from "../text/lists.ts";
import type { Node, VirtualRouter } from "./cluster.ts";
import { addressKeys } from "./instance-addresses.ts";
import type { VrrpInstance } from "./keepalived/config.ts";

interface Member {
  readonly node: Node;
  readonly instance: VrrpInstance;
}
type Evidence = VirtualRouter["evidence"];

/** By level of evidence the marks of an instance: two with a mark in common belong together. */
const levels: readonly { readonly evidence: Evidence; readonly marksOf: (member: Member) => readonly string[] }[] = [
  {
    evidence: "router-id-and-address",
    marksOf: (member) => {
      const [id] = routerIdOf(member);
      return id === undefined ? [] : Array.from(addressKeys(member.instance), (address) => `${id} ${address}`);
    },
  },
  { evidence: "address", marksOf: ({ instance }) => [...addressKeys(instance)] },
  { evidence: "router-id", marksOf: routerIdOf },
  {
    evidence: "name",
    marksOf: ({ instance: { name, family } }) => (name === "" ? [] : [`${family} ${name}`]),
  },
];

function routerIdOf({ instance: { virtualRouterId, family } }: Member): readonly string[] {
  return virtualRouterId === undefined ? [] : [`${family} ${virtualRouterId.value}`];
}

/** Instances that are taken for one virtual router so far. */
class Candidate {
  readonly members: Member[];
  readonly nodes: Set<Node>;
  evidence: Evidence = "router-id-and-address";
  isJoined = false;

  constructor(member: Member) {
    this.members = [member];
    this.nodes = new Set([member.node]);
  }

  take(other: Candidate, evidence: Evidence): void {
    addAll(this.members, other.members);
    for (const node of other.nodes) this.nodes.add(node);
    this.evidence = evidence;
    other.isJoined = true;
  }
}

/** Every instance stands in one router; one that nobody shares stands alone. At most one instance of a node in each. */
export function matchRouters(nodes: readonly Node[]): VirtualRouter[] {
  let candidates = nodes.flatMap((node) =>
    (node.keepalived?.instances ?? [])
      .filter((instance) => !instance.isSkipped)
      .map((instance) => new Candidate({ node, instance })),
  );
  for (const { evidence, marksOf } of levels) {
    const marks = candidates.map(({ members }) => new Set(members.flatMap(marksOf)));
    const byMark = new Map<string, number[]>();
    for (const [at, own] of marks.entries()) for (const mark of own) addTo(byMark, mark, at);
    for (const at of candidates.keys()) joinWith(at, candidates, evidence, marks, byMark);
    candidates = candidates.filter(({ isJoined }) => !isJoined);
  }
  return candidates.map(({ members, evidence }) => ({ members, evidence }));
}

/** Joins a candidate with the later ones that share a mark with it, the first of them first, and with those that they bring. */
function joinWith(
  at: number,
  candidates: readonly Candidate[],
  evidence: Evidence,
  marks: readonly ReadonlySet<string>[],
  byMark: ReadonlyMap<string, readonly number[]>,
): void {
  const one = candidates[at];
  if (one === undefined || one.isJoined) return;
  const open = new Set<number>();
  const seen = new Set<string>();
  const add = (from: number) => {
    for (const mark of marks[from] ?? []) {
      if (seen.has(mark)) continue;
      seen.add(mark);
      for (const other of byMark.get(mark) ?? []) if (other > at) open.add(other);
    }
  };
  add(at);
  for (;;) {
    const next = leastOf(open);
    const other = next === undefined ? undefined : candidates[next];
    if (next === undefined || other === undefined) return;
    open.delete(next);
    if (other.isJoined || other.members.some(({ node }) => one.nodes.has(node))) continue;
    one.take(other, evidence);
    add(next);
  }
}

function leastOf(numbers: ReadonlySet<number>): number | undefined {
  let least: number | undefined;
  for (const number of numbers) if (least === undefined || number < least) least = number;
  return least;
}
