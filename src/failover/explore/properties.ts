/** What must hold in every state a cluster can come to, and the transitions after which it does not. */
import { addTo } from "../../text/lists.ts";
import { remembered } from "../../text/remembered.ts";
import type { Component } from "./components.ts";
import type { ClusterEvent } from "./event-list.ts";
import type { Exploration, Steady, Transition } from "./explore.ts";

export type Property =
  | "cluster/dual-master-after-failure"
  | "cluster/no-master-after-failure"
  | "cluster/single-failure-not-survived"
  | "cluster/failover-oscillation"
  | "stack/service-dead-but-vip-stays";

export interface Broken {
  readonly rule: Property;
  /** The indexes of the addresses. */
  readonly addresses: readonly number[];
  /** What happened before, in order; empty: already after the start. */
  readonly events: readonly string[];
  readonly message: string;
  readonly transition: Transition;
  /** The node that it is about, where there is one. */
  readonly node: number | undefined;
}

/** Every broken property, each with the first transition that breaks it for a set of addresses and a first event. */
export function brokenProperties(exploration: Exploration): readonly Broken[] {
  const found: Broken[] = [];
  const seen = new Set<string>();
  const add = (broken: Broken | undefined): void => {
    if (broken === undefined) return;
    const key = `${broken.rule} ${broken.addresses.join(",")} ${broken.events.join(" + ")}`;
    if (seen.has(key)) return;
    seen.add(key);
    found.push(broken);
  };
  for (const steady of exploration.healthy) {
    const rest = atRest(exploration, steady);
    const known = found.some(
      ({ rule, addresses }) => rule === rest?.rule && addresses.join() === rest.addresses.join(),
    );
    if (!known) add(rest);
  }
  const broken = found.length > 0;
  for (const transition of [
    ...exploration.starts,
    ...exploration.singles,
    ...exploration.recoveries,
    ...exploration.pairs,
  ]) {
    add(oscillation(exploration, transition));
  }
  for (const transition of exploration.singles) {
    for (const one of afterSingle(exploration, transition)) add(one);
  }
  // What is already broken when all is well says nothing new after two failures.
  if (!broken) {
    const singles = new Set(found.flatMap(({ events }) => events));
    for (const transition of exploration.pairs) {
      const alone = [...transition.from.failed.map(({ label }) => label), transition.event?.label ?? ""];
      if (!alone.some((label) => singles.has(label))) add(afterPair(exploration, transition));
    }
  }
  return found;
}

function names(exploration: Exploration, nodes: readonly number[]): string {
  return nodes.map((node) => exploration.world.names[node] ?? "").join(" and ");
}

function atRest(exploration: Exploration, steady: Steady): Broken | undefined {
  const start = exploration.starts.find(({ to }) => to === steady);
  const transition = start ?? exploration.recoveries.find(({ to }) => to === steady) ?? exploration.starts[0];
  if (transition === undefined || steady.oscillates) return undefined;
  const events = transition.recovers ? [transition.event?.label ?? "", transition.event?.recovery.label ?? ""] : [];
  const when = events.length > 0 ? "all is well again" : "nothing has failed";
  const dual = steady.holders.flatMap((holders, at) => (holders.length > 1 ? [at] : []));
  if (dual.length > 0) {
    const holders = steady.holders[dual[0] ?? 0] ?? [];
    return {
      rule: "cluster/dual-master-after-failure",
      addresses: dual,
      events,
      transition,
      node: undefined,
      message: `${names(exploration, holders)} hold it at the same time although ${when}`,
    };
  }
  const none = steady.holders.flatMap((holders, at) =>
    holders.length === 0 && able(exploration, at, steady.failed).length > 0 ? [at] : [],
  );
  if (none.length === 0) return undefined;
  return {
    rule: "cluster/no-master-after-failure",
    addresses: none,
    events,
    transition,
    node: undefined,
    message: `nobody holds it although ${when}`,
  };
}

function oscillation(exploration: Exploration, transition: Transition): Broken | undefined {
  if (!transition.to.oscillates) return undefined;
  const moving = new Set(
    transition.changes.slice(-12).flatMap((change) => (change.kind === "address" ? [change.address] : [])),
  );
  const addresses = exploration.component.vips.flatMap((vip, at) => (moving.has(vip) ? [at] : []));
  return {
    rule: "cluster/failover-oscillation",
    addresses,
    events: eventsOf(transition),
    transition,
    node: transition.event?.node,
    message: "the election never comes to rest",
  };
}

function eventsOf({ from, event, recovers }: Transition): readonly string[] {
  const before = from.failed.map(({ label }) => label);
  if (event === undefined) return before;
  return [...before, recovers ? event.recovery.label : event.label];
}

function afterSingle(exploration: Exploration, transition: Transition): readonly Broken[] {
  const { event, from, to } = transition;
  if (event === undefined || to.oscillates) return [];
  const broken: Broken[] = [];
  const base = { events: eventsOf(transition), transition, node: event.node };
  const lost = to.holders.flatMap((holders, at) =>
    holders.length === 0 && (from.holders[at]?.length ?? 0) > 0 && able(exploration, at, to.failed).length > 0
      ? [at]
      : [],
  );
  if (lost.length > 0) {
    const rest = names(exploration, able(exploration, lost[0] ?? 0, to.failed));
    broken.push({
      ...base,
      rule: "cluster/single-failure-not-survived",
      addresses: lost,
      message: `nobody holds it, although ${rest} could`,
    });
  }
  const dual = to.holders.flatMap((holders, at) =>
    together(exploration, event, holders) && (from.holders[at]?.length ?? 0) <= 1 ? [at] : [],
  );
  if (dual.length > 0) {
    const holders = to.holders[dual[0] ?? 0] ?? [];
    broken.push({
      ...base,
      rule: "cluster/dual-master-after-failure",
      addresses: dual,
      message: `${names(exploration, holders)} hold it at the same time`,
    });
  }
  const dead = deadService(exploration, transition);
  if (dead.length > 0) {
    const holder = exploration.world.names[event.node ?? -1] ?? "";
    broken.push({
      ...base,
      rule: "stack/service-dead-but-vip-stays",
      addresses: dead,
      message: `it stays on ${holder}, whose ${event.object} has failed`,
    });
  }
  return broken;
}

/** Addresses that stay where the check fails, although another node is untouched. */
function deadService(exploration: Exploration, { event, from, to }: Transition): readonly number[] {
  if (event === undefined || event.node === undefined) return [];
  if (event.kind !== "check" && event.kind !== "process" && event.kind !== "bfd") return [];
  const node = event.node;
  return to.holders.flatMap((holders, at) => {
    const stays = holders.includes(node) && from.holders[at]?.length === 1 && from.holders[at][0] === node;
    return stays && able(exploration, at, to.failed).length > 0 ? [at] : [];
  });
}

function afterPair(exploration: Exploration, transition: Transition): Broken | undefined {
  const { event, from, to } = transition;
  if (event === undefined || to.oscillates) return undefined;
  const lost = to.holders.flatMap((holders, at) =>
    holders.length === 0 && (from.holders[at]?.length ?? 0) > 0 && able(exploration, at, to.failed).length > 0
      ? [at]
      : [],
  );
  if (lost.length === 0) return undefined;
  const rest = names(exploration, able(exploration, lost[0] ?? 0, to.failed));
  return {
    rule: "cluster/no-master-after-failure",
    addresses: lost,
    events: eventsOf(transition),
    transition,
    node: event.node,
    message: `nobody holds it, although ${rest} could`,
  };
}

/** Nodes that nothing has happened to, and that would hold the address. */
function able({ component }: Exploration, address: number, failed: readonly ClusterEvent[]): readonly number[] {
  const nodes = nodesByAddress(component).get(component.vips[address] ?? "") ?? [];
  return nodes.filter((node) => !failed.some((event) => event.node === node));
}

/** By address the nodes with an instance that would hold it. */
const nodesByAddress = remembered(({ nodes }: Component): ReadonlyMap<string, readonly number[]> => {
  const lists = new Map<string, number[]>();
  for (const [node, { daemon }] of nodes.entries()) {
    const instances = daemon.setting.instances.filter(({ alwaysFault }) => alwaysFault === undefined);
    const own = instances.flatMap(({ addresses, excluded }) => [...addresses, ...excluded]);
    for (const address of new Set(own.map((one) => one.address))) addTo(lists, address, node);
  }
  return lists;
});

/** Two holders that hear each other: a cut network has two by nature, and nobody reaches a node whose link is down. */
function together(exploration: Exploration, event: ClusterEvent, all: readonly number[]): boolean {
  const holders = event.kind === "link" ? all.filter((node) => node !== event.node) : all;
  if (holders.length < 2) return false;
  if (event.kind !== "partition") return true;
  const sides = event.operation
    .replace(/^partition /, "")
    .split("|")
    .map((side) => side.split(","));
  const sideOf = (node: number) => sides.findIndex((side) => side.includes(exploration.world.names[node] ?? ""));
  return new Set(holders.map(sideOf)).size < holders.length;
}
