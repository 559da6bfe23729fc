/** A cluster falls into parts whose elections do not touch each other; each part is explored by itself. */
import { listsBy } from "../../text/lists.ts";
import { canonical, compareAddresses } from "../daemon/addresses.ts";
import type { ReadDaemon } from "../daemon/read-config.ts";
import type { DaemonSetting } from "../daemon/settings.ts";
import type { ClusterNode } from "../replay/cluster.ts";
import { interfacesOf } from "./assumed-host.ts";
import { Joined } from "./joined.ts";

export interface Component {
  readonly nodes: readonly ClusterNode[];
  /** For each of them the indexes of its instances in the whole. */
  readonly instances: readonly (readonly number[])[];
  /** The virtual addresses, in order. */
  readonly vips: readonly string[];
}

/** Of a cluster of more nodes, those that have none of a component's instances are left out of it. */
const mostIdle = 8;

/** Instances belong together when they share a virtual router id and family, an address, or a sync group. */
export function componentsOf(nodes: readonly ClusterNode[]): readonly Component[] {
  const joined = new Joined();
  nodes.forEach(({ daemon }, node) => {
    daemon.setting.instances.forEach((instance, index) => {
      const self = `${node}:${index}`;
      joined.join(self, `id ${instance.vrid}/${instance.family}`);
      for (const { address } of [...instance.addresses, ...instance.excluded]) joined.join(self, `address ${address}`);
      if (instance.syncGroup !== undefined) joined.join(self, `group ${node}:${instance.syncGroup}`);
    });
  });
  const all = nodes.flatMap(({ daemon }, node) => daemon.setting.instances.map((_, index) => ({ node, index })));
  const neighbors = nodes.flatMap(({ daemon }) => daemon.setting.bfds.flatMap(({ neighbor }) => neighbor ?? []));
  return [...listsBy(all, ({ node, index }) => joined.rootOf(`${node}:${index}`)).values()].map((members) => {
    const byNode = listsBy(members, ({ node }) => node);
    const kept = [...nodes.entries()].filter(
      ([at, { daemon }]) => nodes.length <= mostIdle || byNode.has(at) || daemon.setting.bfds.length > 0,
    );
    const instances = kept.map(([at]) => (byNode.get(at) ?? []).map(({ index }) => index));
    const parts = kept.map(([, node], at) => {
      const daemon = restrict(node.daemon, instances[at] ?? []);
      const named = interfacesOf(daemon.setting);
      const sources = daemon.setting.instances.flatMap(({ source }) => source ?? []);
      const known = new Set([...sources, ...neighbors]);
      const interfaces = node.host.interfaces.filter(
        ({ name, addresses }) => named.has(name) || addresses.some((address) => known.has(canonical(address))),
      );
      return { ...node, daemon, host: { ...node.host, interfaces } };
    });
    return { nodes: parts, instances, vips: addressesOf(parts) };
  });
}

function addressesOf(nodes: readonly ClusterNode[]): readonly string[] {
  return [
    ...new Set(
      nodes.flatMap(({ daemon }) =>
        daemon.setting.instances.flatMap(({ addresses, excluded }) =>
          [...addresses, ...excluded].map(({ address }) => address),
        ),
      ),
    ),
  ];
}

/** The daemon with some of its instances only, and what these track. */
function restrict(daemon: ReadDaemon, kept: readonly number[]): ReadDaemon {
  const { setting, fates } = daemon;
  const groups = setting.groups.flatMap((group, index) => {
    const members = group.members.flatMap((member) => (kept.includes(member) ? [kept.indexOf(member)] : []));
    return members.length > 0 ? [{ group: { ...group, members }, index }] : [];
  });
  const instances = kept.flatMap((index) => {
    const instance = setting.instances[index];
    if (instance === undefined) return [];
    const syncGroup = groups.findIndex((item) => item.index === instance.syncGroup);
    return [{ ...instance, syncGroup: syncGroup < 0 ? undefined : syncGroup }];
  });
  const tracked = (kind: string, name: string) =>
    instances.some(({ tracks }) => tracks.some((track) => track.kind === kind && track.name === name));
  const part: DaemonSetting = {
    ...setting,
    instances,
    groups: groups.map(({ group }) => group),
    scripts: setting.scripts.filter(({ name }) => tracked("script", name)),
    processes: setting.processes.filter(({ name }) => tracked("process", name)),
    files: setting.files.filter(({ name }) => tracked("file", name)),
  };
  return { setting: part, fates };
}

/**
 * What two components have in common when they behave alike: everything but names and numbers that only tell them apart.
 * Equal signatures mean equal explorations, instance for instance and address for address.
 */
export function signatureOf({ nodes, vips }: Component): string {
  const numbers = new Map<string, number>();
  const numbered = (text: string) => {
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    return known;
  };
  const ranks = addressRanks(nodes);
  const rank = (address: string | undefined) => (address === undefined ? -1 : ranks.indexOf(canonical(address)));
  return JSON.stringify(
    nodes.map(({ daemon: { setting, fates }, host, version, flags, serves }) => ({
      version,
      serves,
      flags,
      refuses: setting.refuses !== undefined,
      delay: setting.startupDelay,
      groups: setting.groups.map(({ members }) => members),
      scripts: setting.scripts.map(({ name, interval, timeout, rise, fall }) => [
        name,
        interval,
        timeout,
        rise,
        fall,
        fates.get(name),
      ]),
      processes: setting.processes.map((process) => ({ ...process })),
      files: setting.files.map(({ name, path }) => [name, path]),
      bfds: setting.bfds,
      dropped: setting.dropped.map(({ owner, kind, name }) => [
        setting.instances.findIndex((one) => one.name === owner),
        kind,
        name,
      ]),
      interfaces: host.interfaces
        .filter(({ name }) =>
          setting.instances.some(
            (one) =>
              one.interface === name || one.tracks.some((track) => track.kind === "interface" && track.name === name),
          ),
        )
        .map((device) => [
          numbered(`device ${device.name}`),
          numbered(`segment ${device.segment}`),
          device.up,
          device.addresses.map(rank),
        ]),
      instances: setting.instances.map(({ name, place, vrid, secret, addresses, excluded, tracks, ...rest }) => ({
        ...rest,
        interface: numbered(`device ${rest.interface}`),
        source: rank(rest.source),
        sourceIsHere: host.interfaces.some((device) => device.addresses.some((own) => canonical(own) === rest.source)),
        peers: rest.peers.map(rank),
        ttlLimits: [...rest.ttlLimits].map(([peer, { low, high }]) => [rank(peer), low, high]),
        id: numbered(`id ${vrid}`),
        secret: numbered(`secret ${secret}`),
        addresses: addresses.map(({ address, device, tracked }) => [
          vips.indexOf(address),
          numbered(`device ${device}`),
          tracked,
        ]),
        excluded: excluded.map(({ address, device, tracked }) => [
          vips.indexOf(address),
          numbered(`device ${device}`),
          tracked,
        ]),
        tracks: tracks.map(({ kind, name: object, weight, reverse }) => [
          kind,
          kind === "interface" ? numbered(`device ${object}`) : object,
          weight,
          reverse,
        ]),
      })),
    })),
  );
}

/** The own addresses of the nodes in order: between equals the order decides, not the number. */
function addressRanks(nodes: readonly ClusterNode[]): readonly string[] {
  const all = nodes.flatMap(({ host, daemon }) => [
    ...host.interfaces
      .filter(({ name }) => daemon.setting.instances.some((one) => one.interface === name))
      .flatMap(({ addresses }) => addresses),
    ...daemon.setting.instances.flatMap(({ source, peers }) => [...(source === undefined ? [] : [source]), ...peers]),
  ]);
  return [...new Set(all.map(canonical))].sort(compareAddresses);
}
