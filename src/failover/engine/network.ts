/** Who gets an advert, and which addresses are on which interface. */
import { remembered } from "../../text/remembered.ts";
import { canonical, isLinkLocal } from "../daemon/addresses.ts";
import type { AddressSetting, DaemonSetting } from "../daemon/settings.ts";
import { addressTaken } from "./election.ts";
import { type Seat, type Simulation, seats, seatsOfRouter } from "./simulation.ts";
import type { Advert, InterfaceState, NodeState } from "./state.ts";

/** Puts an advert on its way. An interface that is down swallows it. */
export function sendAdvert(sim: Simulation, at: Seat, priority: number): void {
  const { setting, own, host } = at;
  own.lastSent = sim.state.now;
  const device = host.interfaces.find(({ name }) => name === setting.interface);
  const source = own.source;
  if (setting.vmac?.sends === true && host.vmacsDown.has(setting.vmac.name)) return;
  if (source === undefined || (device !== undefined && !isUp(device)) || !host.powered) return;
  const advert: Advert = {
    from: at.node,
    device: setting.interface,
    source,
    family: setting.family,
    version: setting.version,
    vrid: setting.vrid,
    priority,
    advert: setting.advert,
    auth: setting.auth,
    secret: setting.secret,
    addresses: addressNames(setting.addresses),
    group: setting.unicast ? undefined : setting.group,
    peers: setting.peers,
    ttl: setting.ttl,
  };
  sim.state.flights.push({ at: sim.state.now + sim.world.timing.latency, advert });
}

const addressNames = remembered((addresses: readonly AddressSetting[]): readonly string[] =>
  addresses.map(({ address }) => address),
);

export function isUp(device: InterfaceState): boolean {
  return device.admin && device.carrier;
}

/** The instances that the advert reaches: same segment and side, a socket that takes it, a source that is not their own. */
export function receivers(sim: Simulation, advert: Advert): readonly Seat[] {
  const listening = seatsOfRouter(sim, advert);
  sim.work += 1 + listening.length;
  let node = -1;
  let hears = false;
  return listening.filter((at) => {
    if (at.node !== node) {
      node = at.node;
      hears = mayHear(at, advert);
    }
    return hears && takes(sim, at, advert);
  });
}

function mayHear({ node, host }: Seat, advert: Advert): boolean {
  if (node === advert.from || !host.powered || ownsAddress(host, advert.source)) return false;
  return host.daemon === "running" || host.daemon === "paused";
}

function takes(sim: Simulation, { node, host, setting, own }: Seat, advert: Advert): boolean {
  if ((setting.auth === "AH") !== (advert.auth === "AH")) return false;
  if (setting.unicast !== (advert.group === undefined)) return false;
  if (!setting.unicast) {
    return (
      setting.group === advert.group &&
      linked(sim, { from: advert.from, device: advert.device }, { to: node, device: setting.interface })
    );
  }
  const target = own.source;
  if (target === undefined || !advert.peers.includes(target) || !ownsAddress(host, target)) return false;
  if (sim.state.lost.has(`${advert.from}>${target}`)) return false;
  const arrives = setting.interface === "" ? host.interfaces.map(({ name }) => name) : [setting.interface];
  const leaves =
    advert.device === "" ? (sim.state.nodes[advert.from]?.interfaces ?? []).map(({ name }) => name) : [advert.device];
  return leaves.some((device) =>
    arrives.some((arrival) => linked(sim, { from: advert.from, device }, { to: node, device: arrival })),
  );
}

/** Whether what leaves one interface arrives at the other: same segment and side, both up. */
export function linked(
  sim: Simulation,
  one: { from: number; device: string },
  other: { to: number; device: string },
): boolean {
  const left = sim.state.nodes[one.from]?.interfaces.find(({ name }) => name === one.device);
  const right = sim.state.nodes[other.to]?.interfaces.find(({ name }) => name === other.device);
  if (left === undefined || right === undefined || left.segment !== right.segment) return false;
  if (!isUp(left) || !isUp(right)) return false;
  const sides = sim.state.sides.get(left.segment);
  return sides === undefined || sides[one.from] === sides[other.to];
}

export function ownsAddress(host: NodeState, address: string): boolean {
  return host.interfaces.some(({ addresses }) => addresses.includes(address));
}

/** Puts the instance's addresses on their interfaces. */
export function addAddresses(sim: Simulation, { host, node, setting }: Seat): void {
  for (const { address, device } of [...setting.addresses, ...setting.excluded]) {
    const target = host.interfaces.find(({ name }) => name === device);
    if (target === undefined || target.addresses.includes(address)) continue;
    target.addresses.push(address);
    sim.changes.push({ kind: "address", at: sim.state.now, node, address, added: true });
  }
}

export function removeAddresses(sim: Simulation, at: Seat): void {
  for (const { address, device } of [...at.setting.addresses, ...at.setting.excluded])
    removeAddress(sim, at.node, device, address);
}

/**
 * Takes one address off an interface. A daemon does not hear of what it removes itself (keepalived 2.2.7, netlink_parse_info):
 * another of its instances that holds the address goes on without it.
 */
export function removeAddress(sim: Simulation, node: number, device: string, address: string): boolean {
  const host = sim.state.nodes[node];
  const from = host?.interfaces.find(({ name }) => name === device);
  const at = from?.addresses.indexOf(address) ?? -1;
  if (from === undefined || at < 0) return false;
  from.addresses.splice(at, 1);
  sim.changes.push({ kind: "address", at: sim.state.now, node, address, added: false });
  return true;
}

/** The daemon hears that an address went: an instance that holds it steps back. */
export function heldAddressLost(sim: Simulation, node: number, device: string, address: string): void {
  for (const holder of seats(sim, node)) {
    const holds = holder.own.state === "MASTER" && holder.own.holding;
    const listed = [...holder.setting.addresses, ...holder.setting.excluded];
    if (holds && listed.some((item) => item.address === address && item.device === device && item.tracked))
      addressTaken(sim, holder);
  }
}

/** The first address of the interface that is nobody's virtual one: the source of adverts. */
export function interfaceSource(host: NodeState, device: string, family: 4 | 6): string | undefined {
  const from = host.interfaces.find(({ name }) => name === device);
  const virtual = virtualAddresses(host.setting);
  const usable = from?.addresses
    .map(canonical)
    .filter((address) => address.includes(":") === (family === 6) && !virtual.has(address));
  // IPv6 adverts come from a link-local address.
  return family === 4 ? usable?.[0] : usable?.find(isLinkLocal);
}

/** The addresses of all instances. */
export const virtualAddresses = remembered(
  ({ instances }: DaemonSetting): ReadonlySet<string> =>
    new Set(instances.flatMap(({ addresses, excluded }) => [...addresses, ...excluded].map(({ address }) => address))),
);
