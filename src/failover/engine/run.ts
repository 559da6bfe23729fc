/** The clock: fires what is due, in order of time, until a moment. */
import type { Micros } from "../daemon/settings.ts";
import { fireSessions, planSessions } from "./bfd.ts";
import { daemonStarted } from "./daemon.ts";
import { timerFired } from "./election.ts";
import { receivers } from "./network.ts";
import { receive } from "./reception.ts";
import { type Seat, type Simulation, seat } from "./simulation.ts";
import { type Advert, never } from "./state.ts";
import { endChecks, objectChanged, startCheck } from "./trackers.ts";

/** The next moment at which something happens. */
export function nextMoment(sim: Simulation): Micros {
  let next = never;
  for (const flight of sim.state.flights) if (flight.at < next) next = flight.at;
  for (const host of sim.state.nodes) {
    if (host.daemon === "starting") next = Math.min(next, host.startsAt);
    if (host.daemon !== "running") continue;
    for (const { due, rogueUntil } of host.instances) next = Math.min(next, due, rogueUntil);
    for (const { nextRun, runs, asleep } of host.scripts) {
      if (asleep) continue;
      next = Math.min(next, nextRun);
      for (const { endsAt } of runs) next = Math.min(next, endsAt);
    }
    for (const { due } of host.bfds) next = Math.min(next, due);
    for (const { startsAt, stopsAt } of host.processes) next = Math.min(next, startsAt, stopsAt);
  }
  return Math.max(next, sim.state.now);
}

/** Fires everything that is due now. */
export function fire(sim: Simulation): void {
  let changed = false;
  let started: number | undefined;
  deliver(sim);
  sim.state.nodes.forEach((host, node) => {
    if (host.daemon === "starting" && host.startsAt <= sim.state.now) {
      daemonStarted(sim, node);
      changed = true;
      started = node;
    }
    if (host.daemon !== "running") return;
    fireDaemon(sim, node);
    if (fireSessions(sim, node)) changed = true;
  });
  if (changed) planSessions(sim, started);
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

function deliver(sim: Simulation): void {
  const due = sim.state.flights.filter(({ at }) => at <= sim.state.now);
  if (due.length === 0) return;
  sim.state.flights = sim.state.flights.filter(({ at }) => at > sim.state.now);
  for (const { advert } of due) {
    for (const at of receivers(sim, advert)) {
      if (at.host.daemon === "paused") keep(at, advert);
      else receive(sim, at, advert);
    }
  }
}

/** Nobody reads it now. One that only repeats the last two of its instance tells nothing more. */
function keep({ host, index }: Seat, advert: Advert): void {
  const last = host.backlog.filter((waiting) => waiting.index === index).slice(-2);
  const repeated = last.filter((one) => one.advert.source === advert.source && one.advert.priority === advert.priority);
  if (repeated.length < 2) host.backlog.push({ advert, index });
}

/** Runs until `until`; what is due exactly then is still done. */
export function runUntil(sim: Simulation, until: Micros): void {
  for (;;) {
    const next = nextMoment(sim);
    if (next > until) break;
    sim.state.now = next;
    fire(sim);
  }
  sim.state.now = Math.max(sim.state.now, until);
}

/** Runs until nothing has changed for `quiet`, at least for `least`, at most for `most`. False: it never came to rest. */
export function runUntilQuiet(sim: Simulation, quiet: Micros, least: Micros, most: Micros): boolean {
  const start = sim.state.now;
  let last = start;
  let seen = sim.changes.length;
  for (;;) {
    const wanted = Math.max(last + quiet, start + least);
    const next = nextMoment(sim);
    if (next > wanted) {
      sim.state.now = Math.max(sim.state.now, wanted);
      return true;
    }
    if (next > start + most) {
      sim.state.now = Math.max(sim.state.now, start + most);
      return false;
    }
    sim.state.now = next;
    fire(sim);
    if (sim.changes.length > seen) {
      seen = sim.changes.length;
      last = sim.state.now;
    }
  }
}
