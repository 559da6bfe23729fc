/** A cluster's answer: per group of addresses what each failure does, and which properties do not hold. */

import type { Node } from "../../model/cluster.ts";
import { listsBy } from "../../text/lists.ts";
import { canonical } from "../daemon/addresses.ts";
import { readDaemon } from "../daemon/read-config.ts";
import type { Note } from "../daemon/settings.ts";
import { daemonStatements } from "../daemon/statements.ts";
import type { Change } from "../engine/simulation.ts";
import type { ClusterNode } from "../replay/cluster.ts";
import { assumedVersion } from "../versions.ts";
import { assumedHosts, unknownHost } from "./assumed-host.ts";
import { type Component, componentsOf, signatureOf } from "./components.ts";
import { exploredFailures, failuresOf, mostOfAKind, outsideSessions } from "./event-list.ts";
import { type Depth, type Exploration, explore, mostStates, mostWork, type Transition, thorough } from "./explore.ts";
import { type Broken, brokenProperties } from "./properties.ts";

export interface AnalyseOptions {
  /** keepalived's version where the node does not say its own. */
  readonly version?: string | undefined;
  readonly depth?: Depth;
  /** What all explorations together may cost; the usual where it is absent. */
  readonly work?: number;
  /** Own addresses of interfaces, by `node/interface`. */
  readonly addresses?: ReadonlyMap<string, readonly string[]>;
}

/** One part of the cluster whose elections hang together. */
export interface Part {
  readonly exploration: Exploration;
  readonly broken: readonly Broken[];
  /** The addresses as they are written. */
  readonly addresses: readonly string[];
  /** The instances' names, each once. */
  readonly instances: readonly string[];
}

export interface Analysis {
  readonly names: readonly string[];
  readonly nodes: readonly ClusterNode[];
  readonly parts: readonly Part[];
  readonly assumptions: readonly string[];
  /** What the daemons ignore or correct, per node. */
  readonly notes: readonly { readonly node: string; readonly note: Note }[];
  readonly refusals: readonly { readonly node: string; readonly note: Note }[];
}

/** The nodes of a cluster as the engine takes them, on hosts that have what the files name. */
export function clusterNodes(
  nodes: readonly Node[],
  options: AnalyseOptions,
): { nodes: readonly ClusterNode[]; assumptions: readonly string[] } {
  const names = uniqueNames(nodes);
  const read = nodes.map((node, at) => {
    const version = node.targets.keepalived ?? options.version;
    const statements = daemonStatements(node);
    return {
      name: names[at] ?? node.name,
      version,
      serves: node.haproxyFiles.length > 0,
      statements,
      setting: readDaemon(statements, unknownHost(node.name), version).setting,
    };
  });
  const { hosts, assumptions } = assumedHosts(
    read,
    options.addresses === undefined ? {} : { addresses: options.addresses },
  );
  const stated = read.every(({ version }) => version !== undefined);
  const ready = hosts.flatMap((host, at): ClusterNode[] => {
    const node = read[at];
    if (node === undefined) return [];
    const daemon = readDaemon(node.statements, host, node.version);
    return [{ host, daemon, version: node.version, written: new Map(), flags: [], serves: node.serves }];
  });
  return {
    nodes: ready,
    assumptions: [
      ...(stated ? [] : [`keepalived ${assumedVersion}: no version is stated`]),
      ...assumptions,
      ...(read.some(({ setting }) => setting.scripts.length > 0)
        ? ["every check can be executed, and fails exactly when its service does"]
        : []),
      ...ready.flatMap(({ host, daemon: { setting } }) =>
        outsideSessions(setting, ready).map(
          ({ name, neighbor }) =>
            `${host.name}: no node is known to have ${neighbor}, so the BFD session ${name} is up until it fails by itself`,
        ),
      ),
    ],
  };
}

/** Names that events can be told in: one word, and each node has its own. */
function uniqueNames(nodes: readonly Node[]): readonly string[] {
  const taken = new Set<string>();
  return nodes.map(({ name }) => {
    const word = name.replace(/[\s,+|]+/g, "-");
    let own = word;
    for (let count = 2; taken.has(own); count++) own = `${word}#${count}`;
    taken.add(own);
    return own;
  });
}

/** Explores all nodes together. Pure: nothing is read. */
export function analyse(nodes: readonly Node[], options: AnalyseOptions = {}): Analysis {
  const { nodes: ready, assumptions } = clusterNodes(nodes, options);
  const components = componentsOf(ready).map((component) => ({ component, signature: signatureOf(component) }));
  const explored = exploreAll(components, options);
  const all = components.flatMap(({ component, signature }): Part | readonly [] => {
    const known = explored.get(signature);
    if (known === undefined) return [];
    const exploration = known.component === component ? known : translate(known, component);
    return {
      exploration,
      broken: brokenProperties(exploration),
      addresses: component.vips,
      instances: [
        ...new Set(component.nodes.flatMap(({ daemon }) => daemon.setting.instances.map(({ name }) => name))),
      ],
    };
  });
  const parts = all.filter(isKnown);
  const noted = (pick: (node: ClusterNode) => readonly Note[]) =>
    ready.flatMap((node) => pick(node).map((note) => ({ node: node.host.name, note })));
  return {
    names: ready.map(({ host }) => host.name),
    nodes: ready,
    parts,
    assumptions: [...assumptions, ...limitsOf(all)],
    notes: noted(({ daemon }) => daemon.setting.notes),
    refusals: noted(({ daemon }) => (daemon.setting.refuses === undefined ? [] : [daemon.setting.refuses])),
  };
}

/** One exploration for components that behave alike. The small ones come first, and what they leave of the work goes to the others. */
function exploreAll(
  components: readonly { readonly component: Component; readonly signature: string }[],
  { depth = thorough, work = mostWork }: AnalyseOptions,
): ReadonlyMap<string, Exploration> {
  const unlike = [...listsBy(components, ({ signature }) => signature).values()].flatMap(([first]) => first ?? []);
  unlike.sort((one, other) => instancesOf(one.component) - instancesOf(other.component));
  let left = work;
  let spare = work;
  return new Map(
    unlike.map(({ component, signature }, at) => {
      const share = left / (unlike.length - at);
      const exploration = explore(component, depth, { share, spare });
      left -= Math.min(share, exploration.cost);
      spare -= Math.max(0, exploration.cost - share);
      return [signature, exploration];
    }),
  );
}

function instancesOf({ instances }: Component): number {
  return instances.reduce((sum, indexes) => sum + indexes.length, 0);
}

/** What was left out of large parts, and of clusters of many. */
function limitsOf(parts: readonly Part[]): readonly string[] {
  const limits: string[] = [];
  if (parts.some(({ exploration: { component, events } }) => failuresOf(component.nodes).length > events.length))
    limits.push(`of each node's checks, processes, files and links the first ${mostOfAKind} of a kind fail`);
  const known = parts.filter(isKnown);
  const leftOut = parts.filter((part) => !isKnown(part));
  if (leftOut.length > 0) limits.push(leftOutText(leftOut));
  const cuts = new Set(known.flatMap(({ exploration }) => [...exploration.cuts]));
  if (cuts.has("orders")) limits.push("of the orders in which the nodes can start, some are tried");
  if (cuts.has("states"))
    limits.push(`of the states that failures and recoveries lead to, the first ${mostStates} are failed in again`);
  if (cuts.has("failures")) limits.push("not every failure is tried: there are too many instances");
  if (cuts.has("pairs")) limits.push("of two failures at once, some are tried");
  return limits;
}

/** Its start could be followed. */
function isKnown({ exploration }: Part): boolean {
  return exploration.healthy.length > 0;
}

function leftOutText(parts: readonly Part[]): string {
  const [first, ...others] = parts.flatMap(({ addresses }) => addresses);
  const more = others.length === 0 ? "" : ` and ${others.length} more addresses`;
  const what = first === undefined ? "" : ` of ${first}${more}`;
  const most = Math.max(...parts.map(({ exploration }) => instancesOf(exploration.component)));
  return `nothing is said${what}: too many instances hang together, up to ${most}, to follow their start`;
}

/** The exploration of a component that behaves like another, with its own names. */
function translate(same: Exploration, component: Component): Exploration {
  const events = exploredFailures(component.nodes);
  const eventOf = (event: Transition["event"]) =>
    event === undefined ? undefined : events[same.events.indexOf(event)];
  const places = new Map(same.component.vips.map((address, at) => [canonical(address), at]));
  const change = (item: Change): Change => {
    if (item.kind === "address") {
      return { ...item, address: component.vips[places.get(item.address) ?? -1] ?? item.address };
    }
    if (item.kind === "daemon") return item;
    const instances = same.component.nodes[item.node]?.daemon.setting.instances ?? [];
    const at = instances.findIndex(({ name }) => name === item.instance);
    return { ...item, instance: component.nodes[item.node]?.daemon.setting.instances[at]?.name ?? item.instance };
  };
  const transition = (item: Transition): Transition => ({
    ...item,
    event: eventOf(item.event),
    changes: item.changes.map(change),
  });
  return {
    ...same,
    component,
    events,
    starts: same.starts.map(transition),
    singles: same.singles.map(transition),
    recoveries: same.recoveries.map(transition),
    pairs: same.pairs.map(transition),
  };
}
