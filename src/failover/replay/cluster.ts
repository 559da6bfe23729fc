/** Makes a simulated cluster at rest, nothing started, out of hosts and their daemons. */
import { canonical, linkLocal } from "../daemon/addresses.ts";
import type { ReadDaemon } from "../daemon/read-config.ts";
import {
  type ClusterState,
  type InterfaceState,
  loopbackName,
  type NodeState,
  never,
  type Timing,
  usualTiming,
  type World,
} from "../engine/state.ts";
import type { Host } from "../host/host.ts";
import { rulesOf } from "../versions.ts";

export interface ClusterNode {
  readonly host: Host;
  readonly daemon: ReadDaemon;
  readonly version: string | undefined;
  /** Files of the node that the daemon reads by itself, with their text. */
  readonly written: ReadonlyMap<string, string>;
  /** Checks that fail from the start. */
  readonly flags: readonly string[];
  /** A haproxy runs there, whether something tracks it or not. */
  readonly serves?: boolean;
}

export interface Prepared {
  readonly world: World;
  readonly state: ClusterState;
}

export function prepareCluster(nodes: readonly ClusterNode[], timing: Timing = usualTiming): Prepared {
  const addresses = (node: ClusterNode) =>
    new Map(node.host.interfaces.map((device) => [device.name, device.addresses]));
  const world: World = {
    names: nodes.map(({ host }) => host.name),
    rules: nodes.map(({ version }) => rulesOf(version)),
    networks: nodes.map(addresses),
    own: nodes.map(addresses),
    complete: nodes.map(({ host }) => host.complete),
    unplugged: new Set(
      nodes.flatMap(({ host }, node) => host.interfaces.flatMap(({ name, up }) => (up ? [] : [`${node}/${name}`]))),
    ),
    timing,
  };
  return {
    world,
    state: { now: 0, nodes: nodes.map(initialNode), flights: [], sides: new Map(), lost: new Set(), seed: 1 },
  };
}

function initialNode({ host, daemon, written, flags }: ClusterNode, index: number): NodeState {
  return {
    setting: daemon.setting,
    fates: daemon.fates,
    pending: undefined,
    powered: true,
    daemon: "stopped",
    startsAt: never,
    interfaces: [
      ...host.interfaces.map(({ name, segment, up, addresses }) => ({
        name,
        segment,
        admin: up,
        carrier: true,
        addresses: [...addresses.map(canonical), ...(host.complete && up ? [linkLocal(index, name)] : [])],
      })),
      ...loopback(host, index),
    ],
    instances: [],
    groups: [],
    scripts: [],
    processes: [],
    files: [],
    bfds: daemon.setting.bfds.map(() => ({ up: !host.complete, due: never })),
    startupUntil: 0,
    backlog: [],
    missed: [],
    vmacsDown: new Set(),
    flags: new Set(flags),
    running: new Map(),
    written: new Map(written),
  };
}

/** Every host has it, also where a case does not list it. */
function loopback({ complete, interfaces }: Host, index: number): readonly InterfaceState[] {
  if (!complete || interfaces.some(({ name }) => name === loopbackName)) return [];
  return [{ name: loopbackName, segment: `${index}/${loopbackName}`, admin: true, carrier: true, addresses: [] }];
}
