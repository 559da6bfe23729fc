/** An instance's changes of state, and those of its sync group with it. */
import { compareAddresses } from "../daemon/addresses.ts";
import { addAddresses, removeAddresses, sendAdvert } from "./network.ts";
import { noteState, type Seat, type Simulation, seat } from "./simulation.ts";
import { anyFault, type Faults, type GroupState, never } from "./state.ts";
import { armTimer, downTimer, skew } from "./timers.ts";

const owner = 255;

/** Sets the timer of an instance after its state or its down timer has changed. */
export function arm(sim: Simulation, at: Seat): void {
  armTimer(at, sim.state.now, sim.world.rules[at.node]?.startupDelay === "extends");
  const { jitter } = sim.world.timing;
  if (jitter === 0) return;
  sim.state.seed = (sim.state.seed * 48_271) % 2_147_483_647;
  at.own.due += sim.state.seed % jitter;
}

/** The timer of an instance has fired. */
export function timerFired(sim: Simulation, at: Seat): void {
  const before = at.own.state;
  if (before === "BACKUP") {
    sim.cause = "no master was heard for the whole down time";
    at.own.want = "MASTER";
    goToMaster(sim, at);
  } else if (before === "MASTER") sendAsMaster(sim, at);
  synchronise(sim, at, before);
  arm(sim, at);
}

/** What a change, or a stay, of one member means to its group. */
export function synchronise(sim: Simulation, at: Seat, before: string): void {
  if (at.setting.syncGroup === undefined) return;
  if (at.own.state === "MASTER") groupToMaster(sim, at);
  else if (at.own.state === "BACKUP" && before === "MASTER") groupToBackup(sim, at);
}

export function goToMaster(sim: Simulation, at: Seat): void {
  const { own, host } = at;
  if (at.setting.syncGroup !== undefined && !groupAllowsMaster(sim, at)) {
    own.want = "MASTER";
    return;
  }
  own.state = "MASTER";
  arm(sim, at);
  if (host.startupUntil <= sim.state.now || sim.world.rules[at.node]?.startupDelay === "extends") sendAsMaster(sim, at);
}

function sendAsMaster(sim: Simulation, at: Seat): void {
  const { own, setting } = at;
  sendAdvert(sim, at, own.effective);
  if (!own.holding) becomeMaster(sim, at);
  else if (own.rogueCount > 0) {
    own.rogueCount--;
    if (own.rogueCount === 0)
      own.rogueUntil = sim.state.now + Math.floor(Math.max(own.rogueAdvert, setting.advert) * 1.2);
  }
}

function becomeMaster(sim: Simulation, at: Seat): void {
  const { own } = at;
  if (own.base === owner && own.effective !== owner) {
    own.effective = owner;
    own.total = owner;
  }
  if (at.setting.version === 3) own.masterAdvert = at.setting.advert;
  own.holding = true;
  noteState(sim, at, sim.cause);
  addAddresses(sim, at);
}

/** Gives the addresses up. `farewell`: with an advert of priority 0. */
export function letGo(sim: Simulation, at: Seat, farewell: boolean): void {
  if (farewell) sendAdvert(sim, at, 0);
  if (!at.own.holding) return;
  at.own.holding = false;
  removeAddresses(sim, at);
}

/** From MASTER to what it wants to be, BACKUP or FAULT. */
export function leaveMaster(sim: Simulation, at: Seat, farewell: boolean): void {
  const { own, setting } = at;
  if (own.want === "BACKUP") own.preemptAt = 0;
  else if (own.want === "FAULT") sendAdvert(sim, at, 0);
  else return;
  own.state = own.want;
  noteState(sim, at, sim.cause);
  letGo(sim, at, farewell);
  own.downTimer = downTimer(setting, own);
  arm(sim, at);
  if (own.rogueUntil !== never) own.rogueUntil = never;
  else own.rogueCount = 0;
}

/** From FAULT (or the start) to what it wants to be; also into FAULT from BACKUP. */
export function leaveFault(sim: Simulation, at: Seat): void {
  const { own, setting } = at;
  if (own.want === "MASTER") goToMaster(sim, at);
  else {
    if (own.want === "FAULT" && own.state === "MASTER") {
      sendAdvert(sim, at, 0);
      letGo(sim, at, false);
    }
    const changed = own.state !== own.want;
    own.state = own.want;
    if (changed) noteState(sim, at, sim.cause);
    if (own.state === "BACKUP") own.preemptAt = 0;
  }
  own.masterAdvert = setting.advert;
  own.downTimer = downTimer(setting, own);
  arm(sim, at);
}

/** One more reason to be in FAULT. */
export function faultAppears(sim: Simulation, at: Seat, reason: keyof Faults): void {
  const { own } = at;
  const before = anyFault(own.faults);
  const single = reason === "interface" && sim.world.rules[at.node]?.oneInterfaceFault === true;
  own.faults[reason] = single ? 1 : own.faults[reason] + 1;
  if (before && own.state !== "INIT") return;
  own.want = "FAULT";
  if (own.state === "MASTER") leaveMaster(sim, at, true);
  else leaveFault(sim, at);
  const group = groupOf(at);
  if (group !== undefined && group.faultyMembers++ === 0) groupToFault(sim, at);
}

/** A reason is gone, or (`undefined`) the last awaited check has reported well. */
export function faultVanishes(sim: Simulation, at: Seat, reason: keyof Faults | undefined): void {
  const { own, setting } = at;
  const group = groupOf(at);
  if (reason !== undefined) own.faults[reason] = Math.max(0, own.faults[reason] - 1);
  if (anyFault(own.faults)) return;
  if (reason !== undefined && own.waiting > 0) {
    if (group !== undefined) {
      group.faultyMembers--;
      group.state = "INIT";
    }
    own.want = "BACKUP";
    return;
  }
  const asOwner = own.want === "MASTER" && own.base === owner;
  if (!asOwner) own.want = "BACKUP";
  own.masterAdvert = setting.advert;
  own.downTimer = asOwner ? own.masterAdvert + skew(setting, own) : downTimer(setting, own);
  if (group !== undefined) {
    if (reason === undefined ? group.faultyMembers > 0 : --group.faultyMembers > 0 || group.waitingMembers > 0) return;
  }
  const want = own.want;
  if (group !== undefined && want === "MASTER" && !groupAllowsMaster(sim, at)) own.want = "BACKUP";
  leaveFault(sim, at);
  arm(sim, at);
  own.want = want;
  if (group !== undefined) {
    if (own.state === "MASTER") groupToMaster(sim, at);
    else groupToBackup(sim, at);
  }
}

/** Gives the effective priority its new value, within 1 and 254, and moves the running down timer with the skew. */
export function settlePriority(sim: Simulation, at: Seat, why: string): void {
  const { own, setting } = at;
  if (own.base === owner) return;
  const next = Math.max(1, Math.min(owner - 1, own.total));
  if (next === own.effective) return;
  sim.changes.push({
    kind: "priority",
    at: sim.state.now,
    node: at.node,
    instance: setting.name,
    from: own.effective,
    to: next,
    why,
  });
  own.effective = next;
  const before = own.downTimer;
  own.downTimer = downTimer(setting, own);
  if (own.state === "BACKUP") own.due += own.downTimer - before;
}

function groupOf(at: Seat): GroupState | undefined {
  return at.setting.syncGroup === undefined ? undefined : at.host.groups[at.setting.syncGroup];
}

function members(sim: Simulation, at: Seat): readonly Seat[] {
  const group = at.setting.syncGroup === undefined ? undefined : at.host.setting.groups[at.setting.syncGroup];
  return (group?.members ?? []).flatMap((index) => seat(sim, at.node, index) ?? []);
}

function groupAllowsMaster(sim: Simulation, at: Seat): boolean {
  if (groupOf(at)?.state === "MASTER") return true;
  if (members(sim, at).every((member) => member.own === at.own || member.own.want === "MASTER")) return true;
  at.own.downTimer = downTimer(at.setting, at.own);
  arm(sim, at);
  return false;
}

function groupToMaster(sim: Simulation, at: Seat): void {
  const group = groupOf(at);
  if (group === undefined || group.state === "MASTER" || !groupAllowsMaster(sim, at)) return;
  for (const member of members(sim, at)) {
    if (member.own === at.own || member.own.state === "MASTER") continue;
    member.own.want = "MASTER";
    sim.cause = `its sync group becomes MASTER with ${at.setting.name}`;
    goToMaster(sim, member);
  }
  group.state = "MASTER";
}

function groupToBackup(sim: Simulation, at: Seat): void {
  const group = groupOf(at);
  if (group === undefined || group.state === "BACKUP") return;
  for (const member of members(sim, at)) {
    if (member.own === at.own || member.own.state === "BACKUP") continue;
    member.own.want = "BACKUP";
    sim.cause = `its sync group becomes BACKUP with ${at.setting.name}`;
    if (member.own.state === "MASTER") leaveMaster(sim, member, false);
    else leaveFault(sim, member);
  }
  group.state = "BACKUP";
}

function groupToFault(sim: Simulation, at: Seat): void {
  const group = groupOf(at);
  if (group === undefined || group.state === "FAULT") return;
  for (const member of members(sim, at)) {
    if (member.own === at.own || member.own.state === "FAULT") continue;
    member.own.want = "FAULT";
    sim.cause = `its sync group is in FAULT with ${at.setting.name}`;
    if (member.own.state === "MASTER") leaveMaster(sim, member, false);
    else {
      member.own.state = "FAULT";
      noteState(sim, member, sim.cause);
      leaveFault(sim, member);
    }
  }
  group.state = "FAULT";
}

/** One of the addresses that it holds was taken away: it steps back and comes again at once. */
export function addressTaken(sim: Simulation, at: Seat): void {
  const group = groupOf(at);
  const affected =
    group === undefined
      ? [at]
      : members(sim, at).filter((member) => member.own.state === "MASTER" || member.own === at.own);
  for (const member of affected) {
    member.own.want = "BACKUP";
    sim.cause = "its address was removed from the interface";
    leaveMaster(sim, member, true);
    member.own.downTimer = skew(member.setting, member.own);
    arm(sim, member);
  }
  if (group !== undefined) group.state = "BACKUP";
}

/** Positive: the other address is the higher one. */
export function comparedWithOwn(source: string, at: Seat): number {
  return at.own.source === undefined ? 0 : compareAddresses(source, at.own.source);
}
