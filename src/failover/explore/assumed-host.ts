/** The hosts that configurations alone imply: the interfaces they name, addresses as far as they tell, one segment per virtual router. */

import { canonical, isLinkLocal, onLink } from "../daemon/addresses.ts";
import type { DaemonSetting } from "../daemon/settings.ts";
import type { Host } from "../host/host.ts";
import { Joined } from "./joined.ts";

/** A host of which nothing is known yet: good for reading the configuration. */
export function unknownHost(name: string): Host {
  return { name, interfaces: [], processes: [], file: () => undefined, complete: false };
}

export interface StatedAddresses {
  /** Addresses that the user states, by `node/interface`. */
  readonly addresses?: ReadonlyMap<string, readonly string[]>;
}

export interface AssumedHosts {
  readonly hosts: readonly Host[];
  readonly assumptions: readonly string[];
}

interface Named {
  readonly name: string;
  readonly setting: DaemonSetting;
}

/** Hosts on which every daemon finds what it names. */
export function assumedHosts(nodes: readonly Named[], stated: StatedAddresses = {}): AssumedHosts {
  const assumptions: string[] = [];
  const segments = segmentsOf(nodes);
  const guessed: string[] = [];
  const hosts = nodes.map((node, index) => {
    const sources = knownSources(node, nodes);
    const interfaces = [...new Set([...interfacesOf(node.setting), ...statedFor(node.name, stated)])].map((device) => {
      const given = stated.addresses?.get(`${node.name}/${device}`);
      const known = [...(given ?? []), ...(sources.get(device) ?? []).filter((source) => isOpen(source, given))];
      const families = new Set(
        node.setting.instances
          .filter((one) => one.interface === device && (one.family === 4 || one.source === undefined))
          .map(({ family }) => family),
      );
      // Every interface has a link-local address, stated or not.
      const asked = given === undefined ? families : new Set([...families].filter((family) => family === 6));
      const made = madeAddresses(known, asked, { index, device: segments.get(`${index}/${device}`) ?? "" });
      if (made.length > 0) guessed.push(`${node.name} ${device}`);
      return {
        name: device,
        addresses: [...known, ...made],
        segment: segments.get(`${index}/${device}`) ?? device,
        up: true,
      };
    });
    return { ...unknownHost(node.name), interfaces };
  });
  if (guessed.length > 0 && nodes.length > 1) {
    assumptions.push(
      `addresses of ${guessed.join(", ")} are not in the files: the nodes' order stands for the order of addresses`,
    );
  }
  if (nodes.some(({ setting }) => setting.instances.length > 0)) {
    assumptions.push(
      "the interfaces of one virtual router are on one network segment, and every interface that is named exists and is up",
    );
  }
  return { hosts, assumptions };
}

/** Interfaces of the node that the user knows of. */
function statedFor(node: string, { addresses }: StatedAddresses): readonly string[] {
  return [...(addresses?.keys() ?? [])].flatMap((key) =>
    key.startsWith(`${node}/`) ? key.slice(node.length + 1) : [],
  );
}

/** Whether a source that the configuration names is taken to be there: nothing was said of the addresses of its family. */
function isOpen(source: string, given: readonly string[] | undefined): boolean {
  return given?.every((address) => address.includes(":") !== source.includes(":")) ?? true;
}

/** Every interface that the instances name. */
export function interfacesOf(setting: DaemonSetting): ReadonlySet<string> {
  const names = new Set<string>();
  for (const instance of setting.instances) {
    if (instance.interface !== "") names.add(instance.interface);
    for (const { device } of [...instance.addresses, ...instance.excluded]) if (device !== "") names.add(device);
    for (const { kind, name } of instance.tracks) if (kind === "interface") names.add(name);
  }
  return names;
}

/** Interfaces of one virtual router are plugged together; all others are alone. */
function segmentsOf(nodes: readonly Named[]): ReadonlyMap<string, string> {
  const joined = new Joined();
  nodes.forEach(({ setting }, index) => {
    for (const { interface: device, vrid, family, addresses } of setting.instances) {
      const keys = [`id ${vrid}/${family}`, ...addresses.map(({ address }) => `address ${address}`)];
      for (const key of keys) joined.join(`${index}/${device}`, key);
    }
  });
  const all = nodes.flatMap(({ setting }, index) => [...interfacesOf(setting)].map((device) => `${index}/${device}`));
  return new Map(all.map((key) => [key, joined.rootOf(key)]));
}

/** Addresses that a node's own lines give away, and those that all its peers list for it. */
function knownSources(node: Named, nodes: readonly Named[]): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, string[]>();
  for (const instance of node.setting.instances) {
    const list = known.get(instance.interface) ?? [];
    const source = instance.source ?? (instance.unicast ? listedFor(node, instance.vrid, nodes) : undefined);
    const sessions = sessionSources(node.setting, instance);
    const added = [...(source === undefined ? [] : [source]), ...sessions].filter((address) => !list.includes(address));
    if (added.length > 0) known.set(instance.interface, [...list, ...new Set(added)]);
  }
  return known;
}

/** Where a BFD session starts from is an own address, on the interface whose virtual addresses are of the same network. */
function sessionSources({ bfds }: DaemonSetting, { addresses }: DaemonSetting["instances"][number]): readonly string[] {
  const inNetwork = (source: string) =>
    addresses.some(({ address, prefix }) => address !== source && onLink(source, `${address}/${prefix}`));
  return bfds.flatMap(({ source }) => (source !== undefined && inNetwork(source) ? [source] : []));
}

function listedFor(node: Named, vrid: number, nodes: readonly Named[]): string | undefined {
  const others = nodes
    .filter((other) => other !== node)
    .flatMap(({ setting }) => setting.instances.filter((one) => one.vrid === vrid));
  const own = new Set(node.setting.instances.filter((one) => one.vrid === vrid).flatMap(({ peers }) => peers));
  const taken = new Set(others.flatMap(({ source }) => source ?? []));
  const candidates = new Set(others.flatMap(({ peers }) => peers).filter((peer) => !taken.has(peer) && !own.has(peer)));
  const shared = [...candidates].filter((peer) => others.every(({ peers }) => peers.includes(peer)));
  return shared.length === 1 ? shared[0] : candidates.size === 1 ? [...candidates][0] : undefined;
}

function madeAddresses(
  known: readonly string[],
  families: ReadonlySet<4 | 6>,
  at: { index: number; device: string },
): readonly string[] {
  const made: string[] = [];
  const spread = [...at.device].reduce((sum, letter) => (sum + letter.charCodeAt(0)) % 200, 0);
  if (families.has(4) && !known.some((address) => !address.includes(":")))
    made.push(`198.18.${spread}.${at.index + 1}`);
  if (families.has(6) && !known.some(isLinkLocal)) made.push(canonical(`fe80::${spread.toString(16)}:${at.index + 1}`));
  return made;
}
