/** From every order of start, every single event and every pair: the steady states a component can come to, states merged. */
import { type Micros, second } from "../daemon/settings.ts";
import { longestChange } from "../engine/bfd.ts";
import { applyEvent, type Surroundings } from "../engine/events.ts";
import { runUntilQuiet } from "../engine/run.ts";
import { type Change, isSpent, type Simulation, simulation } from "../engine/simulation.ts";
import { type ClusterState, copyState, type World } from "../engine/state.ts";
import { downTimer } from "../engine/timers.ts";
import { prepareCluster } from "../replay/cluster.ts";
import { type Branch, branches, rephase } from "../replay/phases.ts";
import { type AddressGap, gapsOf, quietTime } from "../replay/replay.ts";
import { assumedProcesses, assumedSurroundings } from "./assumed-processes.ts";
import type { Component } from "./components.ts";
import { type ClusterEvent, exploredFailures } from "./event-list.ts";

/** A state in which nothing moves, or the cycle that it moves in. */
export interface Steady {
  readonly key: string;
  readonly state: ClusterState;
  /** What has failed and not recovered. */
  readonly failed: readonly ClusterEvent[];
  /** Per address the nodes that hold it. */
  readonly holders: readonly (readonly number[])[];
  readonly oscillates: boolean;
}

/** Seconds, lowest and highest. */
export interface GapRange {
  none: [number, number];
  dual: [number, number];
  /** From the event to the last change of holder. */
  moved: [number, number];
}

export interface Transition {
  readonly from: Steady;
  /** Absent: the start. */
  readonly event: ClusterEvent | undefined;
  /** It is the event's recovery. */
  readonly recovers: boolean;
  readonly to: Steady;
  /** Per address; absent where it did not move. Seconds. */
  readonly gaps: readonly (GapRange | undefined)[];
  readonly changes: readonly Change[];
  readonly startedAt: number;
}

export interface Exploration {
  readonly component: Component;
  readonly world: World;
  /** All nodes up, nothing failed: one for each outcome of the start. */
  readonly healthy: readonly Steady[];
  readonly starts: readonly Transition[];
  readonly singles: readonly Transition[];
  readonly recoveries: readonly Transition[];
  readonly pairs: readonly Transition[];
  readonly events: readonly ClusterEvent[];
  /** What was left out of a large component. */
  readonly cuts: ReadonlySet<Cut>;
  /** What it has taken of the work. */
  readonly cost: number;
}

/** The start of all nodes, and with it all else; orders of start, states that are followed, single failures, pairs of failures. */
export type Cut = "start" | "orders" | "states" | "failures" | "pairs";

export interface Depth {
  readonly pairs: boolean;
  /** Each single failure's recovery too. */
  readonly recoveries: boolean;
  /** How many chances of phase are tried for each single event. */
  readonly branches: number;
}

export const thorough: Depth = { pairs: true, recoveries: true, branches: branches.length };
/** What the linter needs: outcomes rather than times. */
export const quick: Depth = { pairs: false, recoveries: false, branches: 1 };

/** What exploring a cluster may cost, in the units of `Simulation.work`: a few seconds. Two nodes take a hundredth of it. */
export const mostWork = 12_000_000;

/** What an exploration may cost. */
export interface Budget {
  /** Within it a run may begin. */
  readonly share: number;
  /** Up to half of it, a run that has begun may go on beyond the share. */
  readonly spare: number;
}

/** The steps of an exploration, each with the part of the work that may be spent when it begins its next run. */
const shares: Readonly<Record<Exclude<Cut, "states">, number>> = { start: 1, orders: 0.25, failures: 0.75, pairs: 1 };
/** What a run costs besides what happens in it, for each instance and address. */
const runWork = 20;

/** What happens in a run, and the step that it is part of. */
interface Run {
  readonly step: Exclude<Cut, "states">;
  readonly event: ClusterEvent | undefined;
  readonly recovers: boolean;
  readonly operation: string;
}

class Explorer {
  readonly component: Component;
  readonly world: World;
  readonly known = new Map<string, Steady>();
  readonly first: ClusterState;
  readonly around: Surroundings;
  readonly cuts = new Set<Cut>();
  readonly #most: number;
  /** Where a run is broken off. */
  readonly #end: number;
  readonly #runWork: number;
  #work = 0;

  constructor(component: Component, { share, spare }: Budget) {
    this.component = component;
    this.#most = share;
    this.#end = share + spare / 2;
    const instances = component.instances.reduce((sum, indexes) => sum + indexes.length, 0);
    this.#runWork = runWork * (component.nodes.length + instances + component.vips.length);
    const { world, state } = prepareCluster(component.nodes);
    this.world = world;
    this.first = state;
    this.around = assumedSurroundings(component.nodes);
    state.nodes.forEach((host, node) => {
      host.running = assumedProcesses(component.nodes[node]?.daemon.setting.processes ?? []);
    });
  }

  /** What all runs have cost. */
  get cost(): number {
    return this.#work;
  }

  /** Whether a step has work left for its next run; what it then leaves out is noted. */
  goesOn(step: Exclude<Cut, "states">): boolean {
    const goesOn = this.#work < shares[step] * this.#most;
    if (!goesOn) this.cuts.add(step);
    return goesOn;
  }

  /** Runs an operation from a steady state, and merges what comes out. A run whose end is not reached is left out. */
  run(from: Steady, how: Run, chances: readonly Branch[]): readonly Transition[] {
    const failed =
      how.event === undefined
        ? from.failed
        : how.recovers
          ? from.failed.filter((other) => other !== how.event)
          : [...from.failed, how.event];
    const outcomes = new Map<string, { transition: Transition; gaps: (GapRange | undefined)[] }>();
    const before = new Map(this.component.vips.map((vip, at) => [vip, (from.holders[at] ?? []).map(String)]));
    for (const branch of chances) {
      if (outcomes.size > 0 && this.#work >= this.#most) break;
      const sim = simulation(this.world, copyState(from.state), this.#end - this.#work);
      rephase(sim, branch);
      const startedAt = sim.state.now;
      const wait = applyEvent(sim, how.operation, this.around);
      sim.state.nodes.forEach((host, node) => {
        if (host.daemon === "starting") host.startsAt = Math.max(sim.state.now, host.startsAt + branch.jitter(node));
      });
      const quiet = quietTime(sim, wait);
      const most = Math.max(quiet.most, 6 * quiet.quiet + quiet.least) + 20 * second;
      const still = Math.max(quiet.quiet, longestChange(sim));
      let settled = runUntilQuiet(sim, still, quiet.least, most + still);
      const late = heldBack(sim);
      if (settled && late > 0) settled = runUntilQuiet(sim, quiet.quiet, late, late + most);
      this.#work += sim.work + this.#runWork;
      if (isSpent(sim)) {
        this.cuts.add(how.step);
        break;
      }
      const to = this.steady(sim, failed, !settled);
      const gaps = gapsOf(sim.changes, before, startedAt);
      const seen = outcomes.get(to.key);
      const own = this.component.vips.map((vip) => rangeOf(gaps.get(vip)));
      if (seen === undefined) {
        const transition = {
          from,
          event: how.event,
          recovers: how.recovers,
          to,
          gaps: own,
          changes: sim.changes,
          startedAt,
        };
        outcomes.set(to.key, { transition, gaps: own });
      } else
        seen.gaps.forEach((range, at) => {
          seen.gaps[at] = widen(range, own[at]);
        });
    }
    return [...outcomes.values()].map(({ transition }) => transition);
  }

  steady(sim: Simulation, failed: readonly ClusterEvent[], oscillates: boolean): Steady {
    const faults = failed.map(({ operation }) => operation).sort();
    const key = `${oscillates ? "~" : ""}${keyOf(sim.state)}!${faults.join("!")}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const held = sim.state.nodes.map(({ interfaces }) => new Set(interfaces.flatMap(({ addresses }) => addresses)));
    const holders = this.component.vips.map((vip) =>
      held.flatMap((addresses, node) => (addresses.has(vip) ? [node] : [])),
    );
    const steady: Steady = { key, state: sim.state, failed, holders, oscillates };
    this.known.set(key, steady);
    return steady;
  }
}

/** Healthy states that failures are tried in: where each recovery leads to another, there is no end of them. */
export const mostStates = 24;

/** Explores one component to the depth asked for, as far as the work goes. */
export function explore(
  component: Component,
  depth: Depth = thorough,
  budget: Budget = { share: mostWork, spare: mostWork },
): Exploration {
  const explorer = new Explorer(component, budget);
  const events = exploredFailures(component.nodes);
  const { healthy, starts } = exploreStarts(explorer, depth);
  const { states, singles, recoveries, reached } = exploreSingles(explorer, healthy, events, depth);
  const pairs = depth.pairs ? explorePairs(explorer, reached, events) : [];
  const { world, cuts, cost } = explorer;
  return { component, world, healthy: states, starts, singles, recoveries, pairs, events, cuts, cost };
}

/** Each failure in each healthy state, its recovery, and on from the healthy states that this leads to. */
function exploreSingles(
  explorer: Explorer,
  healthy: readonly Steady[],
  events: readonly ClusterEvent[],
  depth: Depth,
): { states: Steady[]; singles: Transition[]; recoveries: Transition[]; reached: ReadonlySet<Steady> } {
  const chances = branches.slice(0, depth.branches);
  const singles: Transition[] = [];
  const recoveries: Transition[] = [];
  const states = [...healthy];
  const seen = new Set(states.map(({ key }) => key));
  const reached = new Set<Steady>();
  if (states.length > mostStates) explorer.cuts.add("states");
  for (let at = 0; at < states.length && at < mostStates; at++) {
    const from = states[at];
    for (const event of from === undefined ? [] : events) {
      if (from === undefined || !explorer.goesOn("failures")) return { states, singles, recoveries, reached };
      const { operation, recovery } = event;
      for (const single of explorer.run(from, { step: "failures", event, recovers: false, operation }, chances)) {
        singles.push(single);
        if (single.to.oscillates || !depth.recoveries) continue;
        reached.add(single.to);
        const how = { step: "failures", event, recovers: true, operation: recovery.operation } as const;
        for (const back of explorer.run(single.to, how, chances)) {
          recoveries.push(back);
          if (seen.has(back.to.key) || back.to.oscillates) continue;
          seen.add(back.to.key);
          states.push(back.to);
          if (states.length > mostStates) explorer.cuts.add("states");
        }
      }
    }
  }
  return { states, singles, recoveries, reached };
}

/** Up to so many nodes all orders of starting them are followed. */
const mostInAllOrders = 6;
/** With more nodes, so many of the states that a number of started ones can come to. */
const mostOrders = 64;

/** Nodes started one by one in every order, and all at once. */
function exploreStarts(
  explorer: Explorer,
  depth: Depth,
): { healthy: readonly Steady[]; starts: readonly Transition[] } {
  const sim = simulation(explorer.world, copyState(explorer.first));
  const empty = explorer.steady(sim, [], false);
  const together = branches.slice(0, Math.max(1, depth.branches));
  const boot = { step: "start", event: undefined, recovers: false, operation: "boot" } as const;
  const starts = [...explorer.run(empty, boot, together)];
  const healthy = new Map(starts.map(({ to }) => [to.key, to]));
  for (const steady of exploreOrders(explorer, empty)) healthy.set(steady.key, steady);
  return { healthy: [...healthy.values()], starts };
}

/** What starting the nodes one by one comes to; nothing where the work does not go as far as the last one. */
function exploreOrders(explorer: Explorer, empty: Steady): readonly Steady[] {
  const { names } = explorer.world;
  let level = new Map([[empty.key, { steady: empty, up: new Set<string>() }]]);
  for (let count = 0; count < names.length; count++) {
    const next = new Map<string, { steady: Steady; up: Set<string> }>();
    for (const { steady, up } of level.values()) {
      for (const name of names) {
        if (up.has(name)) continue;
        if (next.size >= mostOrders && names.length > mostInAllOrders) {
          explorer.cuts.add("orders");
          continue;
        }
        if (!explorer.goesOn("orders")) return [];
        const how = { step: "orders", event: undefined, recovers: false, operation: `start ${name}` } as const;
        for (const { to } of explorer.run(steady, how, branches.slice(0, 1))) {
          const after = new Set([...up, name]);
          next.set(`${to.key} ${[...after].sort().join(" ")}`, { steady: to, up: after });
        }
      }
    }
    level = next;
  }
  return Array.from(level.values(), ({ steady }) => steady);
}

function explorePairs(
  explorer: Explorer,
  reached: ReadonlySet<Steady>,
  events: readonly ClusterEvent[],
): readonly Transition[] {
  const pairs: Transition[] = [];
  const chances = branches.slice(0, 1);
  for (const from of reached) {
    for (const event of events) {
      if (from.failed.length !== 1 || !combines(from.failed[0], event)) continue;
      if (!explorer.goesOn("pairs")) return pairs;
      pairs.push(...explorer.run(from, { step: "pairs", event, recovers: false, operation: event.operation }, chances));
    }
  }
  return pairs;
}

/** A second failure that is not part of the first: not on a node that is off, not a second cut. */
function combines(first: ClusterEvent | undefined, next: ClusterEvent): boolean {
  if (first === undefined || first === next) return false;
  if (first.kind === "partition" && next.kind === "partition") return false;
  if (first.node === undefined || first.node !== next.node) return true;
  return first.kind !== "node" && next.kind !== "node" && first.kind !== "daemon" && next.kind !== "daemon";
}

/** What makes two steady states the same: everything but the clock. */
export function keyOf(state: ClusterState): string {
  const nodes = state.nodes.map((host) =>
    [
      host.powered ? host.daemon : "off",
      host.interfaces
        .map(({ admin, carrier, addresses }) => `${admin && carrier ? "+" : "-"}${addresses.join(",")}`)
        .join(";"),
      host.instances
        .map((own) =>
          [
            own.state[0],
            own.want[0],
            own.base,
            own.total,
            own.effective,
            own.waiting,
            own.masterAdvert,
            own.preemptAt > 0 ? "p" : "",
            own.faults.tracker,
            own.faults.interface,
            own.faults.source,
            own.faults.config,
          ].join("."),
        )
        .join(";"),
      host.groups.map(({ state: group, faultyMembers }) => `${group[0]}${faultyMembers}`).join(";"),
      host.scripts.map(({ result }) => result).join(","),
      host.files.join(","),
      host.bfds.map(({ up }) => (up ? "+" : "-")).join(""),
      [...host.flags].sort().join(","),
      [...host.running].sort().join(","),
    ].join("/"),
  );
  return `${nodes.join("|")}#${[...state.sides.keys()].map((segment) => `${segment}${state.sides.get(segment)?.join("")}`).join(",")}`;
}

/** A startup delay is added to a backup's timer with every advert that it ignores meanwhile: until the last such timer fires. */
function heldBack({ state }: Simulation): Micros {
  const delayed = state.nodes.filter(({ setting, daemon }) => setting.startupDelay > 0 && daemon === "running");
  const due = delayed.flatMap(({ instances, setting }) =>
    instances.flatMap((own, at) => {
      const usual = setting.instances[at];
      if (own.state !== "BACKUP" || usual === undefined) return [];
      return own.due > state.now + 2 * downTimer(usual, own) ? own.due : [];
    }),
  );
  return due.length === 0 ? 0 : Math.max(...due) - state.now;
}

function rangeOf(gap: AddressGap | undefined): GapRange | undefined {
  if (gap === undefined) return undefined;
  const [none, dual, moved] = [gap.none / second, gap.dual / second, gap.moved / second];
  return { none: [none, none], dual: [dual, dual], moved: [moved, moved] };
}

function widen(one: GapRange | undefined, other: GapRange | undefined): GapRange | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const both = (a: [number, number], b: [number, number]): [number, number] => [
    Math.min(a[0], b[0]),
    Math.max(a[1], b[1]),
  ];
  return { none: both(one.none, other.none), dual: both(one.dual, other.dual), moved: both(one.moved, other.moved) };
}
