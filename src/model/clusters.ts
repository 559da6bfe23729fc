/** Nodes to clusters: those that share virtual addresses, name each other as peers, or else look like each other. */
import type { Cluster, Node, VirtualRouter } from "./cluster.ts";
import { ClusterGroups } from "./cluster-groups.ts";
import { addressKeys, networkKeys, prefixedNetworks } from "./instance-addresses.ts";
import type { VrrpInstance } from "./keepalived/config.ts";
import { matchRouters } from "./routers.ts";

/** Nodes that halint.yaml puts together. */
export interface ClusterSpec {
  readonly name: string;
  readonly nodes: readonly string[];
}

export interface PlacedNode {
  readonly node: Node;
  /** The folder around the node's own place: nodes of one cluster are usually neighbours. */
  readonly neighbourhood: string;
  /** The last part of its name: two nodes with one name are not in one cluster. */
  readonly shortName: string;
}

/** The clusters in the order of their first nodes. */
export function findClusters(placed: readonly PlacedNode[], specs: readonly ClusterSpec[]): Cluster[] {
  const named = specs.map(({ name, nodes }) => {
    return { name, members: placed.filter(({ node }) => nodes.includes(node.name)) };
  });
  const taken = new Set(named.flatMap(({ members }) => members));
  const free = placed.filter((one) => !taken.has(one));
  const groups = free.length < 2 ? free.map((one) => [one]) : joinNodes(free);
  const clusters = [
    ...named.filter(({ members }) => members.length > 0),
    ...groups.map((members) => ({ name: clusterName(members), members })),
  ];
  const order = new Map(placed.map((one, index) => [one, index]));
  const first = ({ members }: { members: readonly PlacedNode[] }) => order.get(members[0] as PlacedNode) ?? 0;
  return clusters.sort((a, b) => first(a) - first(b)).map(({ name, members }) => new LazyCluster(name, members));
}

class LazyCluster implements Cluster {
  readonly name: string;
  readonly nodes: readonly Node[];
  #routers: readonly VirtualRouter[] | undefined;

  constructor(name: string, members: readonly PlacedNode[]) {
    this.name = name;
    this.nodes = members.map(({ node }) => node);
  }

  get routers(): readonly VirtualRouter[] {
    this.#routers ??= matchRouters(this.nodes);
    return this.#routers;
  }
}

function clusterName(members: readonly PlacedNode[]): string {
  const [first] = members;
  if (first === undefined) return "";
  if (members.length === 1) return first.node.name;
  const shared = members.every((one) => one.neighbourhood === first.neighbourhood) ? first.neighbourhood : "";
  const folder = shared.split(/[\\/]/).findLast((part) => part !== "" && part !== ".");
  return folder ?? members.map(({ node }) => node.name).join("+");
}

/**
 * What two nodes of one cluster have in common, strongest first. Weak evidence joins only nodes that nothing stronger
 * has joined, and asks for one network too, unless there are only two nodes at all.
 */
function joinNodes(placed: readonly PlacedNode[]): PlacedNode[][] {
  const groups = new ClusterGroups(placed);
  const alone = isPair(placed.map(({ node }) => node).filter((node) => instancesOf(node).length > 0));
  const near = (instance: VrrpInstance) => (alone ? ["*"] : networkKeys(instance));
  groups.joinBy(
    (instance) => mapKeys(addressKeys(instance), (key) => `${key} ${instance.virtualRouterId?.value}`),
    true,
  );
  groups.joinBy(sureKeys, true);
  groups.joinBy((instance) => {
    const id = instance.virtualRouterId?.value;
    return id === undefined ? [] : mapKeys(near(instance), (network) => `${id} ${instance.family} ${network}`);
  }, false);
  groups.joinBy((instance) => {
    return instance.name === "" ? [] : mapKeys(near(instance), (network) => `${instance.name} ${network}`);
  }, false);
  return groups.list();
}

/** Two nodes were named together, and nothing says that they are strangers: that is as good as evidence. */
function isPair([one, other, ...more]: readonly Node[]): boolean {
  if (one === undefined || other === undefined || more.length > 0) return false;
  if (groupsOf(one) === groupsOf(other)) return true;
  return !instancesOf(one).every((a) => instancesOf(other).every((b) => areStrangers(a, b)));
}

/** The multicast groups that a node names for all its instances. */
function groupsOf({ keepalived }: Node): string {
  const { multicastGroup4, multicastGroup6 } = keepalived?.globals ?? {};
  return `${multicastGroup4?.value} ${multicastGroup6?.value}`;
}

/** Another name and other networks by their own prefixes, beside another multicast group: no mistake makes all three. */
function areStrangers(a: VrrpInstance, b: VrrpInstance): boolean {
  if (a.name === b.name) return false;
  const networks = new Set(prefixedNetworks(a));
  return networks.size > 0 && !prefixedNetworks(b).some((network) => networks.has(network));
}

function mapKeys(keys: Iterable<string>, make: (key: string) => string): string[] {
  return Array.from(keys, make);
}

export function instancesOf(node: Node): readonly VrrpInstance[] {
  return node.keepalived?.instances ?? [];
}

/** What an instance has in common with those of its cluster and with no other: virtual addresses, and who sends to whom. */
export function sureKeys(instance: VrrpInstance): readonly string[] {
  return [...addressKeys(instance), ...peerKeys(instance)];
}

/** Who sends and who listens under one key. */
function peerKeys(instance: VrrpInstance): string[] {
  const source = instance.unicastSource?.value;
  const peers = instance.unicastPeers.map((peer) => peer.value);
  return (source === undefined ? peers : [source, ...peers]).map((address) => `peer ${address}`);
}
