/** SIGHUP: a daemon goes on with another configuration. What is still there keeps its state, the rest starts anew. */
import type { ReadDaemon } from "../daemon/read-config.ts";
import type { InstanceSetting, ScriptSetting } from "../daemon/settings.ts";
import { base } from "../host/verdict.ts";
import { enter, forget, initialFile, joinGroup, newGroup, newInstance, note, prepare } from "./daemon.ts";
import { letGo } from "./election.ts";
import { addAddresses, interfaceSource, removeAddress, sendAdvert } from "./network.ts";
import { reseat, type Seat, type Simulation, seats } from "./simulation.ts";
import { anyFault, type NodeState, never, type ScriptState } from "./state.ts";

/** The node has a new configuration. A daemon that is paused reads it when it goes on, one that does not run when it starts. */
export function reloadDaemon(sim: Simulation, node: number, read: ReadDaemon): void {
  const host = sim.state.nodes[node];
  if (host === undefined) return;
  if (host.daemon === "paused") host.pending = read;
  else if (host.daemon === "running") reload(sim, host, { node, read });
  else {
    host.setting = read.setting;
    host.fates = read.fates;
  }
}

interface Reload {
  readonly node: number;
  readonly read: ReadDaemon;
}

function reload(sim: Simulation, host: NodeState, { node, read }: Reload): void {
  // A master tells its peers once more that it is there, with its old priority.
  for (const at of seats(sim, node)) if (at.own.state === "MASTER") sendAdvert(sim, at, at.own.effective);
  if (read.setting.refuses !== undefined) {
    // It ends in the midst of the reload, and leaves the addresses where they are.
    host.setting = read.setting;
    host.fates = read.fates;
    forget(sim, node);
    note(sim, node, `keepalived ends: ${read.setting.refuses.text}`);
    return;
  }
  const before = seats(sim, node).slice();
  for (const at of before) {
    if (!read.setting.instances.some((next) => isSame(at, next)) && at.own.state === "MASTER") letGo(sim, at, true);
  }
  takeOver(host, read);
  reseat(sim, node);
  const all = seats(sim, node);
  for (const at of all) prepare(sim, at);
  for (const at of all) joinGroup(at);
  const pairs = all.map((at) => ({ at, old: before.find((one) => isSame(one, at.setting)) }));
  for (const { at, old } of pairs) if (old !== undefined) restore(at, old);
  settleGroups(all, host);
  for (const { at, old } of pairs) {
    if (old?.own.holding === true) keepAddresses(sim, at, old);
    enter(sim, at, at.own.state === "MASTER");
  }
}

/** keepalived 2.2.7, vrrp_exist: what makes an instance the same one, whatever its name. */
function isSame({ setting, own, host }: Seat, next: InstanceSetting): boolean {
  if (setting.vrid !== next.vrid || setting.family !== next.family) return false;
  if (setting.interface !== next.interface || setting.unicast !== next.unicast) return false;
  if (!next.unicast) return setting.group === next.group;
  return own.source === (next.source ?? interfaceSource(host, next.interface, next.family));
}

function takeOver(host: NodeState, { setting, fates }: ReadDaemon): void {
  const old = host.setting;
  host.scripts = setting.scripts.map((script) => {
    const at = old.scripts.findIndex(({ name }) => name === script.name);
    return keptCheck(script, old.scripts[at], host.scripts[at]);
  });
  // keepalived 2.2.7, bfd_complete_init: a session of the same name goes on, even with another neighbour.
  host.bfds = setting.bfds.map(
    ({ name }) => host.bfds[old.bfds.findIndex((session) => session.name === name)] ?? { up: false, due: never },
  );
  host.setting = setting;
  host.fates = fates;
  host.files = setting.files.map((file) => initialFile(host, file, true));
  host.processes = setting.processes.map(({ command, quorum, quorumMax }) => {
    const count = host.running.get(base(command)) ?? 0;
    return { up: count >= quorum && count <= quorumMax, startsAt: never, stopsAt: never };
  });
  host.instances = setting.instances.map(newInstance);
  host.groups = setting.groups.map(newGroup);
}

/** keepalived 2.2.7, clear_diff_script: a check keeps its place in the count to rise and to fall. It runs again at once. */
function keptCheck(
  { rise, fall }: ScriptSetting,
  old: ScriptSetting | undefined,
  known: ScriptState | undefined,
): ScriptState {
  const anew = { nextRun: 0, result: rise - 1, runs: [], asleep: false };
  if (old === undefined || known === undefined) return { ...anew, phase: "reload" };
  if (known.phase !== "counted") return { ...anew, phase: known.phase };
  const top = rise + fall - 1;
  let result = 0;
  if (known.result >= old.rise)
    result = known.result === old.rise + old.fall - 1 ? top : known.result - old.rise + rise;
  else if (known.result > 0) result = known.result - old.rise + rise;
  return { ...anew, result: Math.max(0, Math.min(top, result)), phase: "counted" };
}

function restore({ own, setting, host }: Seat, old: Seat): void {
  const group = setting.syncGroup === undefined ? undefined : host.groups[setting.syncGroup];
  const fault = anyFault(own.faults) || group?.state === "FAULT";
  if (old.own.state === "FAULT") return;
  if (fault || own.waiting > 0) return;
  own.state = old.own.state;
  own.want = old.own.state;
}

/** A group in which every member is MASTER is so too. */
function settleGroups(all: readonly Seat[], host: NodeState): void {
  for (const [index, group] of host.groups.entries()) {
    if (group.faultyMembers > 0 || group.waitingMembers > 0) continue;
    const members = host.setting.groups[index]?.members ?? [];
    if (members.every((member) => all[member]?.own.state === "MASTER")) group.state = "MASTER";
  }
}

/** The addresses that are no longer listed go, new ones come, before it is clear whether the instance stays MASTER. */
function keepAddresses(sim: Simulation, at: Seat, old: Seat): void {
  const listed = [...at.setting.addresses, ...at.setting.excluded];
  for (const { address, device } of [...old.setting.addresses, ...old.setting.excluded]) {
    if (!listed.some((item) => item.address === address && item.device === device))
      removeAddress(sim, at.node, device, address);
  }
  at.own.holding = true;
  addAddresses(sim, at);
}
