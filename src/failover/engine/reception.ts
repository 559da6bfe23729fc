/** What an instance makes of an advert that reached it. */
import { remembered } from "../../text/remembered.ts";
import { arm, comparedWithOwn, leaveMaster, synchronise } from "./election.ts";
import { sendAdvert } from "./network.ts";
import type { Seat, Simulation } from "./simulation.ts";
import { type Advert, never } from "./state.ts";
import { downTimer, skew } from "./timers.ts";

const owner = 255;

export function receive(sim: Simulation, at: Seat, advert: Advert): void {
  const { own, setting, host } = at;
  if (own.state === "FAULT" || own.state === "INIT") return;
  const rules = sim.world.rules[at.node];
  if (rules?.startupDelay === "holds" && host.startupUntil > sim.state.now) return;
  const before = own.state;
  if (before === "BACKUP") receiveAsBackup(sim, at, advert);
  else if (receiveAsMaster(sim, at, advert)) leaveMaster(sim, at, false);
  synchronise(sim, at, before);
  if (at.own.state !== "MASTER" || setting.answersLower) arm(sim, at);
}

function receiveAsBackup(sim: Simulation, at: Seat, advert: Advert): void {
  const { own, setting } = at;
  const now = sim.state.now;
  const changed = own.masterSource !== advert.source;
  if (!accepts(sim, at, advert, changed || !setting.skipAddressCheck)) {
    own.downTimer = Math.max(0, own.due - now);
    return;
  }
  if (own.base === owner && own.effective === owner - 1 && (changed || advert.priority !== owner)) {
    own.effective = owner;
    own.total = owner;
  }
  if (advert.priority === 0) {
    own.downTimer = skew(setting, own);
    return;
  }
  const waits = setting.preemptDelay > 0 && (own.preemptAt === 0 || own.preemptAt > now);
  own.masterSource = advert.source;
  if (!setting.nopreempt && advert.priority < own.effective && !waits) {
    own.downTimer = Math.max(0, own.due - now);
    return;
  }
  if (setting.version === 3) own.masterAdvert = advert.advert;
  own.downTimer = downTimer(setting, own);
  if (setting.preemptDelay > 0) {
    if (advert.priority >= own.effective) own.preemptAt = 0;
    else if (own.preemptAt === 0) own.preemptAt = now + setting.preemptDelay;
  }
  own.want = "BACKUP";
}

/** True: it has to step back. */
function receiveAsMaster(sim: Simulation, at: Seat, advert: Advert): boolean {
  const { own, setting } = at;
  if (own.want === "FAULT") return true;
  if (!accepts(sim, at, advert, true)) return false;
  const address = comparedWithOwn(advert.source, at);
  const beats = () => advert.priority > own.effective || (advert.priority === own.effective && address > 0);
  if (advert.priority === 0 || (setting.answersHigher && beats())) sendAdvert(sim, at, own.effective);
  if (advert.priority === 0) return false;
  if (advert.priority === owner && own.effective === owner && address !== 0) meetOwner(sim, at, advert, address);
  if (beats()) {
    sim.cause = `${advert.source} advertises priority ${advert.priority}, ours is ${own.effective}`;
    if (setting.version === 3) own.masterAdvert = advert.advert;
    own.downTimer = downTimer(setting, own);
    own.masterSource = advert.source;
    own.want = "BACKUP";
    own.state = "BACKUP";
    return true;
  }
  const lower = advert.priority < own.effective || (advert.priority === own.effective && address < 0);
  if (lower && setting.answersLower) sendAdvert(sim, at, own.effective);
  return false;
}

/** Two that both claim to own the address. */
function meetOwner(sim: Simulation, { node, own }: Seat, advert: Advert, address: number): void {
  if (sim.world.rules[node]?.owners === "reduces") {
    own.effective = owner - 1;
    own.base = owner - 1;
    return;
  }
  if (address > 0) return;
  if (own.rogueUntil !== never) {
    own.rogueUntil = never;
    own.effective = owner - 1;
    own.total = owner - 1;
    return;
  }
  own.rogueAdvert = advert.advert;
  if (own.rogueCount === 0) own.rogueCount = 2;
}

/** Whether the advert passes the daemon's checks; one that does not is as if it had not come. */
export function accepts(sim: Simulation, at: Seat, advert: Advert, checkAddresses: boolean): boolean {
  const { setting } = at;
  if (advert.version !== setting.version) return false;
  if (setting.version === 2) {
    if (advert.auth !== setting.auth || (setting.auth !== "none" && advert.secret !== setting.secret)) return false;
    if (advert.advert !== setting.advert) return false;
  }
  if (checkAddresses && sim.world.rules[at.node]?.rejectsOtherAddresses === true) {
    if (advert.addresses.length !== setting.addresses.length) return false;
    const advertised = addressesIn(advert.addresses);
    if (!setting.addresses.every(({ address }) => advertised.has(address))) return false;
  }
  const checksSource = setting.unicast && setting.checkUnicastSource;
  if (!checksSource) return true;
  const limit = setting.ttlLimits.get(advert.source);
  const inRange = limit === undefined || (advert.ttl >= limit.low && advert.ttl <= limit.high);
  return setting.peers.includes(advert.source) && (inRange || setting.family === 6);
}

const addressesIn = remembered((addresses: readonly string[]): ReadonlySet<string> => new Set(addresses));
