/** BFD sessions between the nodes: whether each end hears the other, and when its daemon notices that this has changed. */
import { addTo, listsBy } from "../../text/lists.ts";
import { remembered } from "../../text/remembered.ts";
import { canonical, isLinkLocal } from "../daemon/addresses.ts";
import type { BfdSetting, Micros } from "../daemon/settings.ts";
import { linked, ownsAddress, virtualAddresses } from "./network.ts";
import { isSpent, type Simulation } from "./simulation.ts";
import { type BfdState, type InterfaceState, type NodeState, never } from "./state.ts";
import { objectChanged } from "./trackers.ts";

/** One end of a session. */
interface End {
  readonly node: number;
  readonly host: NodeState;
  readonly session: BfdSetting;
  readonly own: BfdState;
}

/** A session as a daemon's start makes it: down, but for one of whose neighbour nothing is known, which stays as it was. */
export function newSession(sim: Simulation, node: number, session: BfdSetting, before: BfdState | undefined): BfdState {
  return { up: isAssumed(sim, node, session) && before?.up === true, due: never };
}

/** Its neighbour is none of the nodes, and nothing is known of it: only events that name the session change it. */
function isAssumed(sim: Simulation, node: number, session: BfdSetting): boolean {
  return sim.world.complete[node] !== true && isOutside(sim.world.own, session);
}

/** Nobody of the cluster has the neighbour's address. */
export function isOutside(own: Simulation["world"]["own"], { neighbor }: BfdSetting): boolean {
  return neighbor !== undefined && !addressesOf(own).has(neighbor);
}

const addressesOf = remembered(
  (own: Simulation["world"]["own"]): ReadonlySet<string> =>
    new Set(own.flatMap((devices) => [...devices.values()].flatMap((list) => list.map(canonical)))),
);

/**
 * To be called after everything that changes who hears whom: plans when sessions go down or come up. `started`: the node whose
 * daemon has just started; its ends come up first.
 */
export function planSessions(sim: Simulation, started?: number): void {
  const all = ends(sim);
  if (all.length === 0) return;
  const around = surroundingsOf(sim, all);
  for (const end of [...all.filter(({ node }) => node === started), ...all.filter(({ node }) => node !== started)]) {
    sim.work += planWork;
    if (isSpent(sim)) return;
    if (end.host.daemon === "running" && !isAssumed(sim, end.node, end.session)) plan(sim, end, around);
  }
}

function plan(sim: Simulation, near: End, around: Around): void {
  const { now } = sim.state;
  const far = farEnd(sim, near, around);
  const heard = far !== undefined && hears(sim, near, far);
  const answered = far !== undefined && hears(sim, far, near);
  if (near.own.up) {
    if (!heard) near.own.due = Math.min(near.own.due, now + detection(near.session, far?.session));
    // The far end falls first, and says so with its next packet.
    else if (!answered)
      near.own.due = Math.min(near.own.due, now + detection(far.session, near.session) + far.session.minTx);
    // The far end has begun anew, or had fallen before the path was whole again.
    else if (!far.own.up && far.own.due === never) near.own.due = Math.min(near.own.due, now + near.session.minTx);
    else near.own.due = never;
    return;
  }
  if (!heard || !answered || (near.session.passive && far.session.passive)) near.own.due = never;
  else if (near.own.due === never && !far.own.up)
    near.own.due = far.own.due === never ? now + handshake(sim, near, far) : far.own.due + secondEnd(sim, far);
}

/** From one end's being up to the other's: until the idle packet that the first had planned already. */
function secondEnd(sim: Simulation, first: End): Micros {
  return Math.round(0.01 * first.session.idleTx + 0.2 * chance(sim) * first.session.idleTx);
}

/** 0 to 1; in the middle where nothing is left to chance. */
function chance({ state, world }: Simulation): number {
  state.seed = (state.seed * 48_271) % 2_147_483_647;
  return world.timing.jitter === 0 ? 0.5 : (state.seed % 1000) / 1000;
}

/** How long silence lasts until the session is down (RFC 5880, 6.8.4). Without a far end its intervals are unknown; ours stand for them. */
function detection(near: BfdSetting, far: BfdSetting = near): Micros {
  return far.multiplier * Math.max(near.minRx, far.minTx);
}

/**
 * A session comes up with the next idle packet that each end sends, 10 to 25 % before its interval is over; a passive end
 * starts to count when it has heard the other (keepalived 2.2.7, get_jitter, bfd_state_init).
 */
function handshake(sim: Simulation, near: End, far: End): Micros {
  const waits = (one: BfdSetting, other: BfdSetting) => Math.max(one.idleTx, other.minRx);
  const passive = near.session.passive ? near : far.session.passive ? far : undefined;
  const other = passive === near ? far : near;
  if (passive === undefined) {
    const longest = Math.max(waits(near.session, far.session), waits(far.session, near.session));
    return Math.round(chance(sim) * 0.9 * longest);
  }
  const own = waits(passive.session, other.session);
  return Math.round((0.75 + 0.15 * chance(sim)) * own + chance(sim) * 0.9 * waits(other.session, passive.session));
}

/** The longest time that a session of these nodes may take to change. */
export function longestChange({ state }: Simulation): Micros {
  const times = state.nodes.flatMap(({ setting }) =>
    setting.bfds.map((session) => Math.max(2 * session.idleTx, detection(session) + session.minTx)),
  );
  return Math.max(0, ...times);
}

function ends({ state }: Simulation): readonly End[] {
  return state.nodes.flatMap((host, node) =>
    host.setting.bfds.flatMap((session, index) => {
      const own = host.bfds[index];
      return own === undefined || session.neighbor === undefined ? [] : [{ node, host, session, own }];
    }),
  );
}

/** What planning one end costs. */
const planWork = 10;

/** Where far ends are looked for. */
interface Around {
  /** By address the nodes that have it. */
  readonly owners: ReadonlyMap<string, readonly number[]>;
  /** By node and neighbour. */
  readonly ends: ReadonlyMap<string, readonly End[]>;
}

function surroundingsOf({ state }: Simulation, all: readonly End[]): Around {
  const owners = new Map<string, number[]>();
  for (const [node, { interfaces }] of state.nodes.entries()) {
    for (const address of new Set(interfaces.flatMap(({ addresses }) => addresses))) addTo(owners, address, node);
  }
  return { owners, ends: listsBy(all, ({ node, session }) => `${node}>${session.neighbor}`) };
}

/** The session at the neighbour that has our address as its own neighbour. */
function farEnd({ state }: Simulation, near: End, { owners, ends: known }: Around): End | undefined {
  for (const node of owners.get(near.session.neighbor ?? "") ?? []) {
    const host = state.nodes[node];
    if (node === near.node || host === undefined) continue;
    const found = known
      .get(`${node}>${addressTowards(near, host)}`)
      ?.find(
        ({ session }) =>
          (session.source === undefined || session.source === near.session.neighbor) &&
          session.multihop === near.session.multihop,
      );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The source of our packets to the far node. */
function addressTowards(near: End, far: NodeState): string | undefined {
  if (near.session.source !== undefined) return near.session.source;
  const target = near.session.neighbor ?? "";
  const virtual = virtualAddresses(near.host.setting);
  return deviceTowards(near, far)?.addresses.find(
    (address) =>
      !virtual.has(address) &&
      address.includes(":") === target.includes(":") &&
      isLinkLocal(address) === isLinkLocal(target),
  );
}

function deviceTowards(near: End, far: NodeState): InterfaceState | undefined {
  const target = far.interfaces.find(({ addresses }) => addresses.includes(near.session.neighbor ?? ""));
  return near.host.interfaces.find(({ segment }) => segment === target?.segment);
}

/** Whether `near` gets the packets of `far`. */
function hears(sim: Simulation, near: End, far: End): boolean {
  if (far.host.daemon !== "running" || !far.host.powered) return false;
  if (far.session.source !== undefined && !ownsAddress(far.host, far.session.source)) return false;
  // keepalived 2.2.7, bfd_check_packet_ttl
  const { maxHops, ttl } = near.session;
  if (maxHops !== undefined && maxHops + far.session.ttl < ttl) return false;
  const target = far.session.neighbor ?? "";
  if (!ownsAddress(near.host, target) || sim.state.lost.has(`${far.node}>${target}`)) return false;
  const from = deviceTowards(far, near.host);
  const to = deviceTowards(near, far.host);
  if (from === undefined || to === undefined) return false;
  return linked(sim, { from: far.node, device: from.name }, { to: near.node, device: to.name });
}

/** Sessions whose time has come, on one node: their daemon tells its instances. */
export function fireSessions(sim: Simulation, node: number): boolean {
  const host = sim.state.nodes[node];
  let changed = false;
  host?.setting.bfds.forEach(({ name }, index) => {
    const own = host.bfds[index];
    if (own === undefined || own.due > sim.state.now) return;
    own.due = never;
    own.up = !own.up;
    changed = true;
    objectChanged(sim, node, "bfd", name, own.up);
  });
  return changed;
}

/** Somebody says that a session is up or down. */
export function setSession(sim: Simulation, node: number, name: string, up: boolean): void {
  const host = sim.state.nodes[node];
  const own = host?.bfds[host.setting.bfds.findIndex((session) => session.name === name)];
  if (host === undefined || own === undefined || own.up === up) return;
  own.up = up;
  own.due = never;
  if (host.daemon === "running") objectChanged(sim, node, "bfd", name, up);
}
