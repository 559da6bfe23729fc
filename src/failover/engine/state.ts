/** The moving parts of a simulated cluster: plain data that can be copied, compared and stepped. */
import type { ReadDaemon } from "../daemon/read-config.ts";
import type { DaemonSetting, Micros } from "../daemon/settings.ts";
import type { CheckFate } from "../host/check.ts";
import type { DaemonRules } from "../versions.ts";

export type VrrpState = "INIT" | "BACKUP" | "MASTER" | "FAULT";

/** A time that never comes. */
export const never: Micros = Number.POSITIVE_INFINITY;

/** Why an instance is in FAULT, counted. */
export interface Faults {
  tracker: number;
  interface: number;
  source: number;
  config: number;
}

export interface InstanceState {
  state: VrrpState;
  /** The state it would be in without its sync group. */
  want: VrrpState;
  /** Changes only where two owners meet. */
  base: number;
  total: number;
  effective: number;
  faults: Faults;
  /** Weightless checks that have not reported yet. */
  waiting: number;
  /** The advert interval of the master, as last heard (version 3). */
  masterAdvert: Micros;
  downTimer: Micros;
  /** When the timer fires: the next advert of a master, the takeover of a backup. */
  due: Micros;
  preemptAt: Micros;
  source: string | undefined;
  masterSource: string | undefined;
  holding: boolean;
  /** Adverts to send before the rogue timer starts, and when that ends (two owners, 2.3.3 on). */
  rogueCount: number;
  rogueAdvert: Micros;
  rogueUntil: Micros;
  lastSent: Micros;
}

export interface GroupState {
  state: VrrpState;
  faultyMembers: number;
  waitingMembers: number;
}

export interface ScriptRun {
  endsAt: Micros;
  ok: boolean;
}

export interface ScriptState {
  nextRun: Micros;
  /** `result` counts as the daemon's: below `rise` it is down. */
  result: number;
  /** Whether its first result is still awaited, since the start or since a reload that brought it. */
  phase: "start" | "reload" | "counted";
  runs: ScriptRun[];
  /** Its result cannot change until something happens to the node: its runs are skipped. */
  asleep: boolean;
}

export interface ProcessState {
  up: boolean;
  startsAt: Micros;
  stopsAt: Micros;
}

export interface BfdState {
  up: boolean;
  /** When the daemon notices that this has changed. */
  due: Micros;
}

export type DaemonPhase = "stopped" | "starting" | "running" | "paused";

/** The interface that every host has, and that no cable is plugged into. */
export const loopbackName = "lo";

export interface InterfaceState {
  name: string;
  segment: string;
  admin: boolean;
  carrier: boolean;
  /** Canonical, without prefix length, in order; virtual addresses among them. */
  addresses: string[];
}

export interface NodeState {
  setting: DaemonSetting;
  fates: ReadonlyMap<string, CheckFate>;
  /** A configuration that the paused daemon was told to read. */
  pending: ReadDaemon | undefined;
  powered: boolean;
  daemon: DaemonPhase;
  startsAt: Micros;
  interfaces: InterfaceState[];
  instances: InstanceState[];
  groups: GroupState[];
  scripts: ScriptState[];
  processes: ProcessState[];
  files: number[];
  bfds: BfdState[];
  startupUntil: Micros;
  /** Adverts that came in while the daemon was paused, with the instance that they reached. */
  backlog: { readonly advert: Advert; readonly index: number }[];
  /** What the kernel told it meanwhile. */
  missed: Missed[];
  /** Interfaces of instances that somebody has taken down; a daemon that stops removes its own. */
  vmacsDown: ReadonlySet<string>;
  /** Of the host, not of the daemon. Replaced, never changed: copies share them. */
  flags: ReadonlySet<string>;
  running: ReadonlyMap<string, number>;
  written: ReadonlyMap<string, string | undefined>;
}

/** A link or an address that changed while the daemon was paused. */
export type Missed =
  | { readonly kind: "interface"; readonly name: string; readonly up: boolean }
  | { readonly kind: "address"; readonly device: string; readonly address: string; readonly added: boolean };

export interface Advert {
  readonly from: number;
  readonly device: string;
  readonly source: string;
  readonly family: 4 | 6;
  readonly version: 2 | 3;
  readonly vrid: number;
  readonly priority: number;
  readonly advert: Micros;
  readonly auth: "none" | "PASS" | "AH";
  readonly secret: string;
  readonly addresses: readonly string[];
  readonly group: string | undefined;
  readonly peers: readonly string[];
  readonly ttl: number;
}

export interface Flight {
  readonly at: Micros;
  readonly advert: Advert;
}

export interface ClusterState {
  now: Micros;
  nodes: NodeState[];
  flights: Flight[];
  /** Per segment the side that each node is on; absent: whole. */
  sides: ReadonlyMap<string, readonly number[]>;
  /** `from>address`: what the node sends there is lost. */
  lost: ReadonlySet<string>;
  /** Where the next small delay of a timer comes from. */
  seed: number;
}

/** What never changes while a cluster runs. */
export interface World {
  readonly names: readonly string[];
  readonly rules: readonly DaemonRules[];
  /** Prefixes of each node's interfaces: `10.77.0.2/24` by device. */
  readonly networks: readonly ReadonlyMap<string, readonly string[]>[];
  /** Own addresses of each node by device. */
  readonly own: readonly ReadonlyMap<string, readonly string[]>[];
  readonly complete: readonly boolean[];
  /** Interfaces that stay down when the node is switched on, as `node/device`. */
  readonly unplugged: ReadonlySet<string>;
  readonly timing: Timing;
}

/** Times of the machine rather than of the protocol. */
export interface Timing {
  readonly latency: Micros;
  /** From the daemon's start to its first timer. */
  readonly startup: Micros;
  readonly scriptRun: Micros;
  /** From SIGTERM to the end of the process. */
  readonly shutdown: Micros;
  /** How late a timer may fire at most. Without any delay two nodes that tie once tie for ever. */
  readonly jitter: Micros;
}

export const usualTiming: Timing = { latency: 100, startup: 15_000, scriptRun: 5_000, shutdown: 1_000_000, jitter: 0 };

/** The set with a value, or without it. */
export function toggled<T>(set: ReadonlySet<T>, value: T, wanted: boolean): ReadonlySet<T> {
  const next = new Set(set);
  if (wanted) next.add(value);
  else next.delete(value);
  return next;
}

/** A copy that can be stepped on its own. Settings are shared. */
export function copyState(state: ClusterState): ClusterState {
  return {
    now: state.now,
    nodes: state.nodes.map(copyNode),
    flights: state.flights.slice(),
    sides: state.sides,
    lost: state.lost,
    seed: state.seed,
  };
}

function copyNode(node: NodeState): NodeState {
  return {
    ...node,
    interfaces: node.interfaces.map((device) => ({ ...device, addresses: device.addresses.slice() })),
    instances: node.instances.map((instance) => ({ ...instance, faults: { ...instance.faults } })),
    groups: node.groups.map((group) => ({ ...group })),
    scripts: node.scripts.map((script) => ({ ...script, runs: script.runs.map((run) => ({ ...run })) })),
    processes: node.processes.map((process) => ({ ...process })),
    files: node.files.slice(),
    bfds: node.bfds.map((session) => ({ ...session })),
    backlog: node.backlog.slice(),
    missed: node.missed.slice(),
  };
}

export function anyFault({ tracker, interface: device, source, config }: Faults): boolean {
  return tracker + device + source + config > 0;
}
