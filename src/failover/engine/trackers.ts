/** Tracked objects: what they add to priorities, when they fault an instance, how checks are run and counted. */

import type { ScriptSetting, TrackKind, TrackSetting } from "../daemon/settings.ts";
import type { Verdict } from "../host/verdict.ts";
import { base } from "../host/verdict.ts";
import { faultAppears, faultVanishes, settlePriority } from "./election.ts";
import { isUp, ownsAddress } from "./network.ts";
import { type Seat, type Simulation, seats } from "./simulation.ts";
import { type NodeState, never, type ScriptState } from "./state.ts";

/** What a good or bad object adds to the priority. */
export function contribution({ weight, reverse }: TrackSetting, ok: boolean): number {
  const value = reverse ? -weight : weight;
  return weight > 0 === ok ? value : 0;
}

/** The state that a daemon finds at its start; a weightless track of something that fails is a fault. */
export function startTracks(sim: Simulation, at: Seat): void {
  const { own, setting, host } = at;
  for (const track of setting.tracks) {
    if (track.kind === "script") {
      for (const weight of track.startWeights ?? [track.weight]) startScript(at, track.name, weight);
      continue;
    }
    if (track.kind === "file") {
      const status = fileStatus(track, fileValue(host, track.name));
      if (status <= -254) own.faults.tracker++;
      else own.total += status;
      continue;
    }
    const ok = objectOk(host, track);
    if (track.weight !== 0) own.total += contribution(track, ok);
    else if (ok === track.reverse) {
      if (track.kind !== "interface") own.faults.tracker++;
      else if (sim.world.rules[at.node]?.oneInterfaceFault === true) own.faults.interface = 1;
      else own.faults.interface++;
    }
  }
}

/** keepalived 2.2.7, initialise_track_script_state: of a check that is known already (a reload) `reverse` is not looked at. */
function startScript({ own, host }: Seat, name: string, weight: number): void {
  const index = host.setting.scripts.findIndex((script) => script.name === name);
  const script = host.scripts[index];
  if (script === undefined) return;
  if (script.phase !== "counted") {
    if (weight === 0 && script.phase === "start") own.waiting++;
    return;
  }
  const ok = script.result >= (host.setting.scripts[index]?.rise ?? 1);
  if (weight !== 0) own.total += weight > 0 === ok ? weight : 0;
  else if (!ok) own.faults.tracker++;
}

function objectOk(host: NodeState, track: TrackSetting): boolean {
  const { setting } = host;
  if (track.kind === "interface") {
    const device = host.interfaces.find(({ name }) => name === track.name);
    return device === undefined ? setting.refuses === undefined && track.name === "lo" : isUp(device);
  }
  if (track.kind === "process")
    return host.processes[setting.processes.findIndex(({ name }) => name === track.name)]?.up ?? true;
  if (track.kind === "bfd") return host.bfds[setting.bfds.findIndex(({ name }) => name === track.name)]?.up ?? false;
  return true;
}

function fileValue(host: NodeState, name: string): number {
  return host.files[host.setting.files.findIndex((file) => file.name === name)] ?? 0;
}

function fileStatus({ weight, reverse }: TrackSetting, value: number): number {
  const status = weight === 0 ? ((value !== 0) === !reverse ? -254 : 0) : value * weight * (reverse ? -1 : 1);
  return Math.max(-254, Math.min(253, status));
}

/** An interface, process or BFD session has changed. */
export function objectChanged(sim: Simulation, node: number, kind: TrackKind, name: string, ok: boolean): void {
  const reason = kind === "interface" ? "interface" : "tracker";
  const why = `${kind} ${name} ${ok ? "is back" : "has failed"}`;
  for (const at of seats(sim, node)) {
    for (const track of at.setting.tracks) {
      if (track.kind !== kind || track.name !== name) continue;
      sim.cause = why;
      if (track.weight !== 0) {
        if (at.own.base !== 255) at.own.total += contribution(track, ok) - contribution(track, !ok);
        settlePriority(sim, at, why);
      } else if (ok === !track.reverse) faultVanishes(sim, at, reason);
      else faultAppears(sim, at, reason);
    }
  }
}

/** A tracked file has a new value. */
export function fileChanged(sim: Simulation, node: number, index: number, value: number): void {
  const host = sim.state.nodes[node];
  const file = host?.setting.files[index];
  const before = host?.files[index] ?? 0;
  if (host === undefined || file === undefined || value === before) return;
  host.files[index] = value;
  for (const at of seats(sim, node)) {
    for (const track of at.setting.tracks) {
      if (track.kind !== "file" || track.name !== file.name) continue;
      const old = fileStatus(track, before);
      const status = fileStatus(track, value);
      if (old === status) continue;
      sim.cause = `the file ${file.path} holds ${value}`;
      if (track.weight !== 0) at.own.total += (status === -254 ? 0 : status) - (old === -254 ? 0 : old);
      if (status === -254) faultAppears(sim, at, "tracker");
      else if (old === -254) {
        if (at.own.base !== 255) at.own.effective = Math.max(1, Math.min(254, at.own.total));
        faultVanishes(sim, at, "tracker");
      } else settlePriority(sim, at, sim.cause);
    }
  }
}

/** Starts a run of a check. */
export function startCheck(sim: Simulation, node: number, index: number): void {
  const host = sim.state.nodes[node];
  const setting = host?.setting.scripts[index];
  const script = host?.scripts[index];
  if (host === undefined || setting === undefined || script === undefined) return;
  script.nextRun = sim.state.now + setting.interval;
  if (script.runs.length > 0 && sim.world.rules[node]?.overlapsScripts !== true) return;
  const fate = host.fates.get(setting.name);
  const outcome = fate?.runs === true ? checkResult(sim, host, fate) : "ok";
  const takes = outcome === "hangs" ? setting.timeout : Math.min(sim.world.timing.scriptRun, setting.timeout);
  script.runs.push({ endsAt: sim.state.now + takes, ok: outcome === "ok" });
}

export function checkResult(
  { state }: Simulation,
  host: NodeState,
  { verdict, path }: { verdict: Verdict; path: string | undefined },
): "ok" | "fails" | "hangs" {
  if (path !== undefined && host.written.has(path) && host.written.get(path) === undefined) return "ok";
  const said = (ok: boolean) => (ok ? "ok" : "fails");
  switch (verdict.by) {
    case "always":
      return said(verdict.ok);
    case "flag":
      return host.flags.has(verdict.flag) ? (verdict.hangs ? "hangs" : "fails") : "ok";
    case "process":
      return said((host.running.get(verdict.process) ?? 0) > 0);
    case "port":
      return said(serves(addressed(state.nodes, host, verdict.address)));
    case "file":
      return said((host.written.get(verdict.path) !== undefined) === verdict.exists);
  }
}

/** Who answers at an address: the node itself where it has it, or the one that does. */
function addressed(nodes: readonly NodeState[], host: NodeState, address: string): NodeState | undefined {
  if (isLoopback(address) || ownsAddress(host, address)) return host;
  return nodes.find((other) => other.powered && ownsAddress(other, address));
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1" || address === "0.0.0.0";
}

function serves(host: NodeState | undefined): boolean {
  return (host?.running.get("haproxy") ?? host?.running.values().next().value ?? 0) > 0;
}

/** Runs that have ended: their results are counted, and when the check changes, told to the instances. */
export function endChecks(sim: Simulation, node: number, index: number): void {
  const host = sim.state.nodes[node];
  const script = host?.scripts[index];
  const setting = host?.setting.scripts[index];
  if (script === undefined || setting === undefined) return;
  for (let at = 0; at < script.runs.length; ) {
    const run = script.runs[at];
    if (run === undefined || run.endsAt > sim.state.now) at++;
    else {
      script.runs.splice(at, 1);
      // The end of a run that was overtaken by a good one is not looked at any more.
      if (run.ok) script.runs = script.runs.filter(({ ok }) => ok);
      countResult(sim, node, setting, script, run.ok);
      script.asleep = script.runs.length === 0 && isSteady(sim, host, setting, script);
    }
  }
}

/** Its result is what further runs would make it, and hangs on nothing that other nodes do. */
function isSteady(
  sim: Simulation,
  host: NodeState | undefined,
  { name, rise, fall }: ScriptSetting,
  { result }: ScriptState,
): boolean {
  const fate = host?.fates.get(name);
  if (host === undefined) return false;
  if (fate?.runs !== true) return result === rise + fall - 1;
  if (fate.verdict.by === "port" && !isLoopback(fate.verdict.address)) return false;
  return result === (checkResult(sim, host, fate) === "ok" ? rise + fall - 1 : 0);
}

/** Something is about to happen: the checks run again, at the times at which they would have. */
export function wakeChecks(sim: Simulation): void {
  for (const host of sim.state.nodes) {
    host.scripts.forEach((script, index) => {
      const interval = host.setting.scripts[index]?.interval ?? 1;
      if (!script.asleep) return;
      script.asleep = false;
      const missed = Math.ceil((sim.state.now - script.nextRun) / interval);
      if (missed > 0) script.nextRun += missed * interval;
    });
  }
}

function countResult(sim: Simulation, node: number, setting: ScriptSetting, script: ScriptState, ok: boolean): void {
  const top = setting.rise + setting.fall - 1;
  const { phase } = script;
  if (ok) {
    if (script.result < setting.rise - 1) script.result++;
    else if (script.result !== top) {
      if (script.result < setting.rise) tellCheck(sim, node, setting, { ok, phase });
      script.result = top;
    }
  } else if (script.result > setting.rise) script.result--;
  else {
    if (script.result === setting.rise || phase !== "counted") tellCheck(sim, node, setting, { ok, phase });
    script.result = 0;
  }
  script.phase = "counted";
}

interface Told {
  readonly ok: boolean;
  readonly phase: ScriptState["phase"];
}

function tellCheck(sim: Simulation, node: number, script: ScriptSetting, told: Told): void {
  for (const at of seats(sim, node)) {
    for (const track of at.setting.tracks) {
      if (track.kind !== "script" || track.name !== script.name) continue;
      sim.cause = `the check ${script.name} ${told.ok ? "succeeds" : "fails"}`;
      if (track.weight === 0) weightless(sim, at, told, told.ok === !track.reverse);
      else {
        const change = contribution(track, told.ok) - (told.phase === "counted" ? contribution(track, !told.ok) : 0);
        at.own.total += change;
        settlePriority(sim, at, sim.cause);
      }
    }
  }
}

function weightless(sim: Simulation, at: Seat, { phase }: Told, good: boolean): void {
  const { own, host, setting } = at;
  const group = setting.syncGroup === undefined ? undefined : host.groups[setting.syncGroup];
  let leftStart = false;
  if (phase === "reload") {
    // A reload has brought it, which does not wait for its first result.
    if (!good) faultAppears(sim, at, "tracker");
    return;
  }
  if (phase === "start") {
    own.waiting--;
    if (own.waiting === 0) {
      leftStart = true;
      if (group !== undefined) group.waitingMembers--;
    }
  }
  if (!good) faultAppears(sim, at, "tracker");
  else if (own.waiting === 0 && (group === undefined || group.waitingMembers === 0)) {
    faultVanishes(sim, at, leftStart ? undefined : "tracker");
  }
}

/** The number of a tracked process has changed: quorum won or lost, now or after its delay. */
export function processesChanged(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host === undefined || host.daemon === "stopped" || host.daemon === "paused") return;
  host.setting.processes.forEach((setting, index) => {
    const process = host.processes[index];
    if (process === undefined) return;
    const count = host.running.get(base(setting.command)) ?? 0;
    const up = count >= setting.quorum && count <= setting.quorumMax;
    if (up) process.stopsAt = never;
    else process.startsAt = never;
    if (up === process.up) return;
    if (up) process.startsAt = Math.min(process.startsAt, sim.state.now + setting.startDelay);
    else process.stopsAt = Math.min(process.stopsAt, sim.state.now + setting.stopDelay);
  });
}
