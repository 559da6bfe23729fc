/** A running simulation: the world, its state, and those who want to know what changes. */
import { listsBy } from "../../text/lists.ts";
import type { InstanceSetting, Micros } from "../daemon/settings.ts";
import type { ClusterState, InstanceState, NodeState, World } from "./state.ts";

export type Change =
  | {
      readonly kind: "address";
      readonly at: Micros;
      readonly node: number;
      readonly address: string;
      readonly added: boolean;
    }
  | {
      readonly kind: "state";
      readonly at: Micros;
      readonly node: number;
      readonly instance: string;
      readonly state: string;
      readonly why: string;
    }
  | {
      readonly kind: "priority";
      readonly at: Micros;
      readonly node: number;
      readonly instance: string;
      readonly from: number;
      readonly to: number;
      readonly why: string;
    }
  | { readonly kind: "daemon"; readonly at: Micros; readonly node: number; readonly text: string };

export interface Simulation {
  readonly world: World;
  readonly state: ClusterState;
  /** Everything that happened since the list was last emptied. */
  changes: Change[];
  /** Why the next changes happen: named in traces. */
  cause: string;
  /** How often a node, an instance or an address was looked at: what the simulation has cost so far. */
  work: number;
  /** The work at which the clock stops. */
  readonly mostWork: number;
  /** Each node's instances with their surroundings, made when first asked for. */
  readonly seats: (readonly Seat[] | undefined)[];
  /** All instances by what their adverts are told apart by (`routerOf`), made when first asked for. */
  routers: ReadonlyMap<number, readonly Seat[]> | undefined;
}

/** One instance with its surroundings. */
export interface Seat {
  readonly node: number;
  readonly index: number;
  readonly host: NodeState;
  readonly setting: InstanceSetting;
  readonly own: InstanceState;
}

export function simulation(world: World, state: ClusterState, mostWork = Number.POSITIVE_INFINITY): Simulation {
  return { world, state, changes: [], cause: "", work: 0, mostWork, seats: [], routers: undefined };
}

/** Its work is spent: the clock stands still, and nothing is known of what would have come. */
export function isSpent({ work, mostWork }: Simulation): boolean {
  return work > mostWork;
}

export function seat(sim: Simulation, node: number, index: number): Seat | undefined {
  return seats(sim, node)[index];
}

export function seats(sim: Simulation, node: number): readonly Seat[] {
  const known = sim.seats[node];
  if (known !== undefined) return known;
  const host = sim.state.nodes[node];
  const all: Seat[] = [];
  host?.instances.forEach((own, index) => {
    const setting = host.setting.instances[index];
    if (setting !== undefined) all.push({ node, index, host, setting, own });
  });
  sim.seats[node] = all;
  return all;
}

/** To be called whenever a node's instances are made or dropped. */
export function reseat(sim: Simulation, node: number): void {
  sim.seats[node] = undefined;
  sim.routers = undefined;
}

/** The instances of a virtual router, all nodes' in their order. */
export function seatsOfRouter(
  sim: Simulation,
  router: { readonly vrid: number; readonly family: 4 | 6 },
): readonly Seat[] {
  if (sim.routers === undefined) {
    const all = sim.state.nodes.flatMap((_, node) => seats(sim, node));
    sim.work += all.length;
    sim.routers = listsBy(all, ({ setting }) => routerOf(setting));
  }
  return sim.routers.get(routerOf(router)) ?? [];
}

function routerOf({ vrid, family }: { readonly vrid: number; readonly family: 4 | 6 }): number {
  return 10 * vrid + family;
}

export function noteState(sim: Simulation, at: Seat, why: string): void {
  sim.changes.push({
    kind: "state",
    at: sim.state.now,
    node: at.node,
    instance: at.setting.name,
    state: at.own.state,
    why,
  });
}
