/**
 * When exactly an event falls between two adverts or two runs of a check is chance. A branch fixes that chance; running
 * several gives the range of what can happen.
 */
import type { Micros } from "../daemon/settings.ts";
import type { Simulation } from "../engine/simulation.ts";
import { never } from "../engine/state.ts";

export interface Branch {
  /** How much of the advert interval has passed, 0 to 1. */
  readonly advert: number;
  /** How much of the check interval has passed. */
  readonly check: number;
  /** Added to the start of each node, by its index. */
  readonly jitter: (node: number) => Micros;
}

const near = 0.005;

/** The first is the ordinary one; the extremes of both phases follow, then some in between. */
export const branches: readonly Branch[] = [
  { advert: 0.5, check: 0.5, jitter: () => 0 },
  { advert: near, check: near, jitter: () => 0 },
  { advert: 1 - near, check: 1 - near, jitter: (node) => (node % 2) * -6_000 },
  { advert: near, check: 1 - near, jitter: () => 0 },
  { advert: 1 - near, check: near, jitter: (node) => (node % 2) * 4_000 },
  { advert: 0.25, check: 0.75, jitter: (node) => (node % 3) * -4_000 },
  { advert: 0.75, check: 0.25, jitter: () => 0 },
  { advert: 0.96, check: 1 - near, jitter: () => 0 },
];

/** Moves the phases of a cluster at rest: each master's next advert with the timers of those it holds back, each check's next run. */
export function rephase(sim: Simulation, branch: Branch): void {
  const { state } = sim;
  if (state.flights.length > 0) return;
  const before = state.now;
  const shifts = new Map<string, Micros>();
  const masters = mastersPerRouter(sim);
  for (const [node, host] of state.nodes.entries()) {
    if (host.daemon !== "running") continue;
    let moved: Micros | undefined;
    host.instances.forEach((own, index) => {
      const setting = host.setting.instances[index];
      if (own.state !== "MASTER" || setting === undefined || own.due === never) return;
      const key = `${setting.vrid}/${setting.family}`;
      // Masters that do not hear each other have phases of their own.
      const apart = (masters.get(key) ?? 0) > 1 ? 0.37 * (node + 1) + 0.11 * index + 3.3 * branch.check : 0;
      const first = before + Math.max(1, Math.round((1 - ((branch.advert + apart) % 1)) * setting.advert));
      // What lies between the adverts of a node's instances stays: it comes from when each became MASTER.
      const due =
        moved === undefined || apart > 0 ? first : before + 1 + phase(own.due + moved - before - 1, setting.advert);
      moved ??= due - own.due;
      shifts.set(key, due - own.due);
      own.due = due;
    });
    host.scripts.forEach((script, index) => {
      const setting = host.setting.scripts[index];
      if (setting === undefined || script.runs.length > 0) return;
      script.nextRun = before + Math.max(1, Math.round((1 - branch.check) * setting.interval));
    });
  }
  for (const host of state.nodes) {
    if (host.daemon !== "running") continue;
    host.instances.forEach((own, index) => {
      const setting = host.setting.instances[index];
      if (own.state !== "BACKUP" || setting === undefined || own.due === never) return;
      const shift = shifts.get(`${setting.vrid}/${setting.family}`);
      // A timer that no master holds back keeps its own time.
      if (shift !== undefined && own.due + shift > before) own.due += shift;
    });
  }
}

/** Between 0 and one interval. */
function phase(time: Micros, interval: Micros): Micros {
  return ((time % interval) + interval) % interval;
}

function mastersPerRouter({ state }: Simulation): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const host of state.nodes) {
    host.instances.forEach((own, index) => {
      const setting = host.setting.instances[index];
      if (own.state !== "MASTER" || setting === undefined) return;
      const key = `${setting.vrid}/${setting.family}`;
      count.set(key, (count.get(key) ?? 0) + 1);
    });
  }
  return count;
}
