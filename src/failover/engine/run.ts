/** The clock: fires what is due, in order of time, until a moment. */
import { countWhile } from "../../text/lists.ts";
import type { Micros } from "../daemon/settings.ts";
import { fireSessions, planSessions } from "./bfd.ts";
import { daemonStarted } from "./daemon.ts";
import { timerFired } from "./election.ts";
import { receivers } from "./network.ts";
import { receive } from "./reception.ts";
import { isSpent, type Seat, type Simulation, seat } from "./simulation.ts";
import { type Advert, type NodeState, never } from "./state.ts";
import { endChecks, objectChanged, startCheck } from "./trackers.ts";

/**
 * For each node when it has something to do, kept while the clock runs. A time may be too early, and nothing happens then: a
 * backup's timer is put off with every advert, and not looked for again each time.
 */
type Wakes = Micros[];

function wakesOf(sim: Simulation): Wakes {
  return sim.state.nodes.map((host) => wakeOf(sim, host));
}

function wakeOf(sim: Simulation, host: NodeState): Micros {
  if (host.daemon === "starting") return host.startsAt;
  if (host.daemon !== "running") return never;
  sim.work += 1 + host.instances.length + host.scripts.length + host.bfds.length + host.processes.length;
  let next = never;
  for (const { due, rogueUntil } of host.instances) next = Math.min(next, due, rogueUntil);
  for (const { nextRun, runs, asleep } of host.scripts) {
    if (asleep) continue;
    next = Math.min(next, nextRun);
    for (const { endsAt } of runs) next = Math.min(next, endsAt);
  }
  for (const { due } of host.bfds) next = Math.min(next, due);
  for (const { startsAt, stopsAt } of host.processes) next = Math.min(next, startsAt, stopsAt);
  return next;
}

/** So many nodes are asked when they have something to do in the time that looking at one takes. */
const asked = 6;

/** The next moment at which something happens. */
function nextMoment(sim: Simulation, wakes: Wakes): Micros {
  sim.work += 1 + wakes.length / asked;
  // All are as long on their way: the first that was sent comes first.
  let next = sim.state.flights[0]?.at ?? never;
  for (const wake of wakes) if (wake < next) next = wake;
  return Math.max(next, sim.state.now);
}

/** Fires everything that is due now. */
function fire(sim: Simulation, wakes: Wakes): void {
  let changed = false;
  let started: number | undefined;
  deliver(sim, wakes);
  const { nodes, now } = sim.state;
  for (let node = 0; node < nodes.length; node++) {
    const host = nodes[node];
    if (host === undefined || (wakes[node] ?? never) > now) continue;
    if (host.daemon === "starting" && host.startsAt <= now) {
      daemonStarted(sim, node);
      changed = true;
      started = node;
    }
    if (host.daemon === "running") {
      fireDaemon(sim, node);
      if (fireSessions(sim, node)) changed = true;
    }
    wakes[node] = wakeOf(sim, host);
  }
  if (!changed) return;
  planSessions(sim, started);
  for (const [node, host] of nodes.entries()) {
    for (const { due } of host.bfds) if (due < (wakes[node] ?? never)) wakes[node] = due;
  }
}

function fireDaemon(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host === undefined) return;
  const now = sim.state.now;
  for (let index = 0; index < host.instances.length; index++) {
    const at = seat(sim, node, index);
    if (at === undefined) continue;
    if (at.own.rogueUntil <= now) at.own.rogueUntil = never;
    if (at.own.due <= now) timerFired(sim, at);
  }
  for (let index = 0; index < host.scripts.length; index++) {
    const script = host.scripts[index];
    if (script === undefined || script.asleep) continue;
    endChecks(sim, node, index);
    if (!script.asleep && script.nextRun <= now) startCheck(sim, node, index);
  }
  host.processes.forEach((process, index) => {
    const name = host.setting.processes[index]?.name ?? "";
    if (process.startsAt <= now || process.stopsAt <= now) {
      const up = process.startsAt <= now;
      process.startsAt = never;
      process.stopsAt = never;
      process.up = up;
      objectChanged(sim, node, "process", name, up);
    }
  });
}

function deliver(sim: Simulation, wakes: Wakes): void {
  const { flights, now } = sim.state;
  const due = countWhile(flights, ({ at }) => at <= now);
  if (due === 0) return;
  sim.state.flights = flights.slice(due);
  for (const { advert } of flights.slice(0, due)) {
    if (isSpent(sim)) return;
    for (const at of receivers(sim, advert)) {
      if (at.host.daemon === "paused") keep(at, advert);
      else hear(sim, at, advert, wakes);
    }
  }
}

function hear(sim: Simulation, at: Seat, advert: Advert, wakes: Wakes): void {
  const { own, node, host } = at;
  sim.work += 1;
  const before = own.state;
  receive(sim, at, advert);
  // Of a backup that stays one, nobody else of its group has heard.
  const stays = before === "BACKUP" && own.state === "BACKUP";
  wakes[node] =
    stays || at.setting.syncGroup === undefined
      ? Math.min(wakes[node] ?? never, own.due, own.rogueUntil)
      : wakeOf(sim, host);
}

/** Nobody reads it now. One that only repeats the last two of its instance tells nothing more. */
function keep({ host, index }: Seat, advert: Advert): void {
  const last = host.backlog.filter((waiting) => waiting.index === index).slice(-2);
  const repeated = last.filter((one) => one.advert.source === advert.source && one.advert.priority === advert.priority);
  if (repeated.length < 2) host.backlog.push({ advert, index });
}

/** Runs until `until`; what is due exactly then is still done. Stops where the work is spent. */
export function runUntil(sim: Simulation, until: Micros): void {
  const wakes = wakesOf(sim);
  while (!isSpent(sim)) {
    const next = nextMoment(sim, wakes);
    if (next > until) break;
    sim.state.now = next;
    fire(sim, wakes);
  }
  sim.state.now = Math.max(sim.state.now, until);
}

/**
 * Runs until nothing has changed for `quiet`, at least for `least`, at most for `most`. False: it never came to rest, or the
 * work is spent (`isSpent`).
 */
export function runUntilQuiet(sim: Simulation, quiet: Micros, least: Micros, most: Micros): boolean {
  const start = sim.state.now;
  const wakes = wakesOf(sim);
  let last = start;
  let seen = sim.changes.length;
  while (!isSpent(sim)) {
    const wanted = Math.max(last + quiet, start + least);
    const next = nextMoment(sim, wakes);
    if (next > wanted) {
      sim.state.now = Math.max(sim.state.now, wanted);
      return true;
    }
    if (next > start + most) {
      sim.state.now = Math.max(sim.state.now, start + most);
      return false;
    }
    sim.state.now = next;
    fire(sim, wakes);
    if (sim.changes.length > seen) {
      seen = sim.changes.length;
      last = sim.state.now;
    }
  }
  return false;
}
