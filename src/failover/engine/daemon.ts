/** A daemon's life: start, stop, crash, pause, reload. */
import { canonical } from "../daemon/addresses.ts";
import type { SyncGroupSetting } from "../daemon/settings.ts";
import { base } from "../host/verdict.ts";
import { newSession } from "./bfd.ts";
import { arm, faultAppears, faultVanishes, letGo } from "./election.ts";
import { heldAddressLost, interfaceSource, ownsAddress, removeAddress } from "./network.ts";
import { receive } from "./reception.ts";
import { noteState, reseat, type Seat, type Simulation, seat, seats } from "./simulation.ts";
import { anyFault, type GroupState, type InstanceState, type NodeState, never } from "./state.ts";
import { downTimer, leastSkew } from "./timers.ts";
import { fileChanged, objectChanged, processesChanged, startTracks } from "./trackers.ts";

export function note(sim: Simulation, node: number, text: string): void {
  sim.changes.push({ kind: "daemon", at: sim.state.now, node, text });
}

/** Asks the daemon to start; its first timer runs a moment later. */
export function startDaemon(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host === undefined || !host.powered || host.daemon !== "stopped") return;
  host.daemon = "starting";
  host.startsAt = sim.state.now + sim.world.timing.startup;
  note(sim, node, "keepalived starts");
}

/** The daemon has read its configuration. */
export function daemonStarted(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host === undefined) return;
  host.startsAt = never;
  if (host.setting.refuses !== undefined) {
    host.daemon = "stopped";
    note(sim, node, `keepalived ends: ${host.setting.refuses.text}`);
    return;
  }
  host.daemon = "running";
  host.backlog = [];
  host.missed = [];
  host.startupUntil = host.setting.startupDelay > 0 ? sim.state.now + host.setting.startupDelay : 0;
  host.scripts = host.setting.scripts.map(({ rise }) => ({
    nextRun: sim.state.now,
    result: rise - 1,
    phase: "start",
    runs: [],
    asleep: false,
  }));
  host.processes = host.setting.processes.map(({ command, quorum, quorumMax }) => {
    const count = host.running.get(base(command)) ?? 0;
    return { up: count >= quorum && count <= quorumMax, startsAt: never, stopsAt: never };
  });
  host.files = host.setting.files.map((file) => initialFile(host, file));
  host.bfds = host.setting.bfds.map((session, index) => newSession(sim, node, session, host.bfds[index]));
  host.instances = host.setting.instances.map(newInstance);
  reseat(sim, node);
  host.groups = host.setting.groups.map(newGroup);
  dropLeftovers(sim, node);
  const all = seats(sim, node);
  for (const at of all) prepare(sim, at);
  for (const at of all) joinGroup(at);
  for (const at of all) enter(sim, at);
}

export function newGroup({ startsAs }: SyncGroupSetting): GroupState {
  return { state: startsAs, faultyMembers: 0, waitingMembers: 0 };
}

/** A reload makes a tracked file that does not exist, and overwrites none. */
export function initialFile(host: NodeState, file: NodeState["setting"]["files"][number], reloading = false): number {
  const text = host.written.get(file.path);
  if (file.initial !== undefined && (text === undefined || (file.initial.overwrite && !reloading))) {
    host.written = new Map(host.written).set(file.path, String(file.initial.value));
    return file.initial.value;
  }
  return text === undefined ? 0 : fileNumber(text);
}

/**
 * The number at the start of a tracked file, as strtol reads it: with 0 in front it is octal, with 0x hexadecimal. 0 where
 * there is none; one that does not fit 32 bits is ignored, and `before` stays.
 */
export function fileNumber(text: string, before = 0): number {
  const found = /^\s*([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)/i.exec(text);
  if (found === null) return 0;
  const [, sign, digits = ""] = found;
  const value = Number(digits.replace(/^0(?=[0-7])/, "0o")) * (sign === "-" ? -1 : 1);
  return value < -(2 ** 31) || value > 2 ** 31 ? before : value;
}

export function newInstance({
  priority,
  advert,
  wanted,
}: {
  priority: number;
  advert: number;
  wanted: "MASTER" | "BACKUP";
}): InstanceState {
  return {
    state: "INIT",
    want: wanted,
    base: priority,
    total: priority,
    effective: priority,
    faults: { tracker: 0, interface: 0, source: 0, config: 0 },
    waiting: 0,
    masterAdvert: advert,
    downTimer: 0,
    due: never,
    preemptAt: 0,
    source: undefined,
    masterSource: undefined,
    holding: false,
    rogueCount: 0,
    rogueAdvert: 0,
    rogueUntil: never,
    lastSent: 0,
  };
}

/** Virtual addresses that a daemon left behind, or that are the node's own, are removed at the start. */
function dropLeftovers(sim: Simulation, node: number): void {
  for (const { setting } of seats(sim, node)) {
    for (const { address, device } of [...setting.addresses, ...setting.excluded])
      removeAddress(sim, node, device, address);
  }
}

export function prepare(sim: Simulation, at: Seat): void {
  const { own, setting, host, node } = at;
  own.source = setting.source ?? interfaceSource(host, setting.interface, setting.family);
  const foreign =
    setting.unicast && own.source !== undefined && setting.source !== undefined && !ownsAddress(host, own.source);
  if (own.source === undefined || (foreign && sim.world.rules[node]?.foreignSourceFaults === true))
    own.faults.source = 1;
  if (setting.vmac !== undefined && host.vmacsDown.has(setting.vmac.name)) own.faults.interface = 1;
  if (setting.alwaysFault !== undefined) own.faults.config = 1;
  startTracks(sim, at);
  if (own.base !== 255) own.effective = Math.max(1, Math.min(254, own.total));
}

export function joinGroup({ own, setting, host }: Seat): void {
  const group = setting.syncGroup === undefined ? undefined : host.groups[setting.syncGroup];
  if (group === undefined) return;
  if (anyFault(own.faults)) {
    group.state = "FAULT";
    group.faultyMembers++;
  }
  if (own.waiting > 0) {
    group.waitingMembers++;
    if (group.state !== "FAULT") group.state = "INIT";
  }
}

/** keepalived 2.2.7, vrrp_init_state. `staysMaster`: it was MASTER before a reload. */
export function enter(sim: Simulation, at: Seat, staysMaster = false): void {
  const { own, setting, host } = at;
  const before = own.state;
  const group = setting.syncGroup === undefined ? undefined : host.groups[setting.syncGroup];
  const faulty = anyFault(own.faults);
  if (faulty || group?.state === "FAULT") own.want = "FAULT";
  const next = group?.state ?? own.want;
  const waits = own.waiting > 0 || (group?.waitingMembers ?? 0) > 0;
  const up = !faulty && next !== "FAULT" && !waits;
  if (up && next === "MASTER" && own.want === "MASTER" && (own.base === 255 || staysMaster)) {
    own.state = staysMaster ? "MASTER" : "BACKUP";
    own.downTimer = staysMaster ? downTimer(setting, own) : 1;
  } else {
    own.downTimer =
      next === "BACKUP" && own.want === "MASTER" ? own.masterAdvert + leastSkew(setting, own) : downTimer(setting, own);
    letGo(sim, at, false);
    own.state = up ? "BACKUP" : "FAULT";
  }
  if (own.state !== before)
    noteState(sim, at, up ? "start" : faulty ? "it starts with a fault" : "it waits for its checks");
  arm(sim, at);
  if (own.state === "MASTER") own.due = sim.state.now;
}

/** SIGTERM: a farewell advert of priority 0, the addresses go, the process ends. */
export function stopDaemon(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host === undefined || host.daemon === "stopped") return;
  if (host.daemon === "running") for (const at of seats(sim, node)) if (at.own.state === "MASTER") letGo(sim, at, true);
  forget(sim, node);
  host.vmacsDown = new Set();
  note(sim, node, "keepalived stops");
}

/** SIGKILL, or the host goes: no farewell, the addresses stay. */
export function crashDaemon(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host === undefined || host.daemon === "stopped") return;
  forget(sim, node);
  note(sim, node, "keepalived is killed");
}

export function forget(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host === undefined) return;
  if (host.pending !== undefined) {
    host.setting = host.pending.setting;
    host.fates = host.pending.fates;
    host.pending = undefined;
  }
  reseat(sim, node);
  host.daemon = "stopped";
  host.startsAt = never;
  host.instances = [];
  host.groups = [];
  host.scripts = [];
  host.processes = [];
  host.files = [];
  host.backlog = [];
  host.missed = [];
}

export function pauseDaemon(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host?.daemon === "running") host.daemon = "paused";
}

export function resumeDaemon(sim: Simulation, node: number): void {
  const host = sim.state.nodes[node];
  if (host?.daemon !== "paused") return;
  host.daemon = "running";
  // Of each socket it reads one advert, then the kernel's messages, and then the other adverts.
  const waiting = host.backlog.splice(0);
  const first = seats(sim, node).flatMap(({ index }) => waiting.find((one) => one.index === index) ?? []);
  readAdverts(sim, node, first);
  for (const missed of host.missed.splice(0)) {
    if (missed.kind === "interface") objectChanged(sim, node, "interface", missed.name, missed.up);
    else {
      if (!missed.added) heldAddressLost(sim, node, missed.device, missed.address);
      hearAddress(sim, node, missed);
    }
  }
  host.setting.files.forEach((file, index) => {
    const text = host.written.get(file.path);
    fileChanged(sim, node, index, text === undefined ? 0 : fileNumber(text, host.files[index]));
  });
  processesChanged(sim, node);
  readAdverts(
    sim,
    node,
    waiting.filter((one) => !first.includes(one)),
  );
}

function readAdverts(sim: Simulation, node: number, adverts: NodeState["backlog"]): void {
  for (const { advert, index } of adverts) {
    const at = seat(sim, node, index);
    if (at !== undefined) receive(sim, at, advert);
  }
}

/** An address appears on or disappears from an interface by somebody else's hand. */
export function addressChanged(sim: Simulation, node: number, device: string, text: string, added: boolean): void {
  const host = sim.state.nodes[node];
  const on = host?.interfaces.find(({ name }) => name === device);
  const address = canonical(text);
  if (host === undefined || on === undefined) return;
  if (added === on.addresses.includes(address)) return;
  if (added) {
    on.addresses.push(address);
    sim.changes.push({ kind: "address", at: sim.state.now, node, address, added: true });
  } else if (!removeAddress(sim, node, device, address)) return;
  if (host.daemon === "running") {
    if (!added) heldAddressLost(sim, node, device, address);
    hearAddress(sim, node, { device, address, added });
  } else if (host.daemon === "paused") host.missed.push({ kind: "address", device, address, added });
}

/** The kernel tells the daemon of an address: it may be the source of an instance's adverts. */
function hearAddress(
  sim: Simulation,
  node: number,
  { device, address, added }: { device: string; address: string; added: boolean },
): void {
  const host = sim.state.nodes[node];
  if (host === undefined) return;
  for (const at of seats(sim, node)) {
    if (at.setting.interface !== device || at.setting.source !== undefined) continue;
    if (added && at.own.source === undefined) {
      at.own.source = interfaceSource(host, device, at.setting.family);
      if (at.own.source === undefined) continue;
      sim.cause = `${device} has an address again`;
      faultVanishes(sim, at, "source");
    } else if (!added && at.own.source === address) {
      const next = interfaceSource(host, device, at.setting.family);
      sim.cause = `${device} has lost its address`;
      if (next === undefined) faultAppears(sim, at, "source");
      at.own.source = next;
    }
  }
}
