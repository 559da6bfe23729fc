/** Replays a case in every branch of chance, and says after each event who holds what, and how long nobody or two did. */
import { listsBy } from "../../text/lists.ts";
import { canonical } from "../daemon/addresses.ts";
import { type Micros, second } from "../daemon/settings.ts";
import { applyEvent, type Surroundings, type Wait } from "../engine/events.ts";
import { runUntil, runUntilQuiet } from "../engine/run.ts";
import { type Change, isSpent, type Simulation, simulation } from "../engine/simulation.ts";
import { copyState, type World } from "../engine/state.ts";
import type { CaseEvent } from "./case.ts";
import type { Prepared } from "./cluster.ts";
import { type Branch, branches, rephase } from "./phases.ts";

export interface Range {
  readonly none: readonly [number, number];
  readonly dual: readonly [number, number];
}

type Holders = Readonly<Record<string, readonly string[]>>;

export interface Step {
  readonly event: string;
  readonly settled: boolean;
  /** The cluster is too large to follow so far: nothing else is known of the step. */
  readonly leftOut?: true;
  readonly holders: Holders;
  /** Where chance decides: every outcome that was seen. */
  readonly outcomes?: readonly Holders[];
  readonly states: Readonly<Record<string, Readonly<Record<string, string>> | null>>;
  readonly priority: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Seconds, for the addresses that moved. */
  readonly gap: Readonly<Record<string, Range>>;
  readonly trace: readonly TraceLine[];
}

export interface TraceLine {
  /** Seconds after the event. */
  readonly at: number;
  readonly node: string;
  readonly text: string;
}

export interface ReplayInput {
  readonly prepared: Prepared;
  readonly events: readonly CaseEvent[];
  readonly vips: readonly string[];
  readonly around: Surroundings;
}

interface Outcome {
  readonly holders: Map<string, readonly string[]>;
  readonly settled: boolean;
  readonly gaps: Map<string, AddressGap>;
  readonly step: Omit<Step, "gap" | "settled" | "leftOut" | "outcomes">;
}

/** What a replay may cost, in the units of `Simulation.work`. */
const mostWork = 60_000_000;

/** Follows the events in every branch of chance, as far as the work goes. */
export function replay(input: ReplayInput, most = mostWork): readonly Step[] {
  let work = 0;
  const runs = branches.map((branch, at) => {
    if (work > most) return [];
    const { outcomes, cost } = replayBranch(input, { branch, at, most: most - work });
    work += cost;
    return outcomes;
  });
  return input.events.map((event, at) =>
    merge(
      event.text,
      runs.flatMap((outcomes) => outcomes[at] ?? []),
    ),
  );
}

/** Timers of a real machine fire a little late. */
const jitter: Micros = 300;

function replayBranch(
  { prepared, events, vips, around }: ReplayInput,
  { branch, at, most }: { branch: Branch; at: number; most: number },
): { outcomes: readonly Outcome[]; cost: number } {
  const { state } = prepared;
  const world: World = prepared.world;
  const sim = simulation({ ...world, timing: { ...world.timing, jitter } }, copyState(state), most);
  sim.state.seed = 77_777 * (at + 1);
  let before = new Map<string, readonly string[]>(vips.map((vip) => [vip, []]));
  const outcomes: Outcome[] = [];
  for (const event of events) {
    rephase(sim, branch);
    sim.changes = [];
    sim.cause = "";
    const start = sim.state.now;
    const wait = applyEvent(sim, event.text, around);
    for (const [node, host] of sim.state.nodes.entries()) {
      if (host.daemon === "starting") host.startsAt = Math.max(sim.state.now, host.startsAt + branch.jitter(node));
    }
    const settled = settle(sim, wait, event.settle);
    if (isSpent(sim)) break;
    const holders = holdersOf(sim, vips);
    outcomes.push({
      holders,
      settled,
      gaps: gapsOf(sim.changes, before, start),
      step: describe(sim, event.text, holders, start),
    });
    before = holders;
  }
  return { outcomes, cost: sim.work };
}

/** Waits as a recording does: until nothing has changed for some adverts, and long enough for checks. */
function settle(sim: Simulation, wait: Wait, fixed: number | undefined): boolean {
  if (typeof wait === "number") {
    runUntil(sim, sim.state.now + wait * second);
    return true;
  }
  let { quiet, least, most } = quietTime(sim, wait);
  if (fixed !== undefined) {
    quiet = Math.min(quiet, fixed * second);
    least = fixed * second;
    most = quiet < 12 * second ? Math.max(4 * quiet, least + quiet, 12 * second) : 2 * quiet + 6 * second;
  }
  return runUntilQuiet(sim, quiet, least, most);
}

/** How long nothing may change until a cluster counts as settled, how long to wait at least, and when to give up. */
export function quietTime(sim: Simulation, wait: Wait): { quiet: Micros; least: Micros; most: Micros } {
  const times = timesOf(sim);
  const recorded =
    4 * times.advert + 0.6 * Math.min(second, times.advert) + (times.advert < second / 2 ? 0.4 : 0.1) * second;
  let quiet = Math.max(recorded, times.down + 0.1 * second) + times.preempt;
  let least = 0;
  if (wait === "boot") {
    quiet += times.startup;
    least = times.check + 0.6 * second + 3 * times.advert;
  } else if (wait === "check") least = times.check + 0.6 * second;
  else if (wait === "link") quiet += second;
  const most = quiet < 12 * second ? Math.max(4 * quiet, least + quiet, 12 * second) : 2 * quiet + 6 * second;
  return { quiet, least, most: Math.min(most, Math.max(30 * second, quiet + least + 5 * second)) };
}

function timesOf(sim: Simulation): Record<"advert" | "check" | "preempt" | "startup" | "down", Micros> {
  const times = { advert: second / 100, check: 0, preempt: 0, startup: 0, down: 0 };
  for (const { setting } of sim.state.nodes) {
    times.startup = Math.max(times.startup, setting.startupDelay);
    for (const { advert, preemptDelay, downAdverts, version } of setting.instances) {
      times.down = Math.max(times.down, downAdverts * advert + (version === 2 ? second : advert));
      times.advert = Math.max(times.advert, advert);
      times.preempt = Math.max(times.preempt, preemptDelay);
    }
    for (const { interval, rise, fall, timeout } of setting.scripts) {
      times.check = Math.max(times.check, interval * Math.max(rise, fall) + timeout);
    }
    for (const { startDelay, stopDelay } of setting.processes) {
      times.check = Math.max(times.check, startDelay + second / 2, stopDelay + second / 2);
    }
  }
  return times;
}

export function holdersOf(sim: Simulation, vips: readonly string[]): Map<string, readonly string[]> {
  return new Map(
    vips.map((vip) => {
      const address = canonical(vip);
      const nodes = sim.state.nodes.flatMap((host, node) =>
        host.interfaces.some(({ addresses }) => addresses.includes(address)) ? (sim.world.names[node] ?? []) : [],
      );
      return [vip, nodes];
    }),
  );
}

/** How long an address had no holder or several, and when its last change was. */
export interface AddressGap {
  none: Micros;
  dual: Micros;
  moved: Micros;
}

/** Time without and with more than one holder, up to the last change of each address. */
export function gapsOf(
  changes: readonly Change[],
  before: ReadonlyMap<string, readonly string[]>,
  start: Micros,
): Map<string, AddressGap> {
  const gaps = new Map<string, AddressGap>();
  const moves = listsBy(
    changes.filter((change) => change.kind === "address"),
    ({ address }) => address,
  );
  for (const [vip, nodes] of before) {
    const own = moves.get(canonical(vip));
    if (own === undefined) continue;
    let holders = nodes.length;
    let last = start;
    const gap: AddressGap = { none: 0, dual: 0, moved: 0 };
    for (const change of own) {
      if (holders <= 0) gap.none += change.at - last;
      else if (holders > 1) gap.dual += change.at - last;
      last = change.at;
      gap.moved = last - start;
      holders = Math.max(0, holders + (change.added ? 1 : -1));
    }
    gaps.set(vip, gap);
  }
  return gaps;
}

function describe(
  sim: Simulation,
  event: string,
  holders: ReadonlyMap<string, readonly string[]>,
  start: Micros,
): Outcome["step"] {
  const states: Record<string, Record<string, string> | null> = {};
  const priority: Record<string, Record<string, number>> = {};
  sim.state.nodes.forEach((host, node) => {
    const name = sim.world.names[node] ?? "";
    if (host.daemon !== "running" && host.daemon !== "paused") {
      states[name] = null;
      return;
    }
    const titled = (value: (index: number) => [string, string | number]) =>
      Object.fromEntries(host.instances.map((_, index) => value(index)));
    const title = (index: number) => host.setting.instances[index]?.name ?? "";
    const frozen = host.daemon === "paused" ? "*" : "";
    states[name] = titled((index) => [title(index), `${host.instances[index]?.state}${frozen}`]) as Record<
      string,
      string
    >;
    if (frozen === "")
      priority[name] = titled((index) => [title(index), host.instances[index]?.effective ?? 0]) as Record<
        string,
        number
      >;
  });
  return { event, holders: Object.fromEntries(holders), states, priority, trace: traceOf(sim, start) };
}

/** The changes in words. */
export function traceOf(sim: Simulation, start: Micros): readonly TraceLine[] {
  return sim.changes.map((change) => {
    const node = sim.world.names[change.node] ?? "";
    const at = round((change.at - start) / second);
    switch (change.kind) {
      case "address":
        return { at, node, text: `${change.added ? "holds" : "no longer holds"} ${change.address}` };
      case "state":
        return { at, node, text: `${change.instance} is ${change.state}${change.why === "" ? "" : `: ${change.why}`}` };
      case "priority":
        return {
          at,
          node,
          text: `${change.instance} has priority ${change.to} instead of ${change.from}: ${change.why}`,
        };
      default:
        return { at, node, text: change.text };
    }
  });
}

function merge(event: string, outcomes: readonly Outcome[]): Step {
  const [first] = outcomes;
  if (first === undefined)
    return { event, settled: false, leftOut: true, holders: {}, states: {}, priority: {}, gap: {}, trace: [] };
  const distinct = new Map(outcomes.map((outcome) => [JSON.stringify([...outcome.holders]), outcome]));
  const gap: Record<string, Range> = {};
  for (const vip of first.holders.keys()) {
    const seen = outcomes.flatMap(({ gaps }) => gaps.get(vip) ?? []);
    if (seen.length === 0) continue;
    const range = (pick: (gap: { none: Micros; dual: Micros }) => Micros): [number, number] => {
      const values = seen.map(pick);
      return [round(Math.min(...values) / second), round(Math.max(...values) / second)];
    };
    gap[vip] = { none: range(({ none }) => none), dual: range(({ dual }) => dual) };
  }
  return {
    ...first.step,
    settled: outcomes.every(({ settled }) => settled),
    ...(distinct.size > 1
      ? { outcomes: [...distinct.values()].map(({ holders }) => Object.fromEntries(holders)) }
      : {}),
    gap,
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
