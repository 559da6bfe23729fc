/** A running simulation: the world, its state, and those who want to know what changes. */
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
}

/** One instance with its surroundings. */
export interface Seat {
  readonly node: number;
  readonly index: number;
  readonly host: NodeState;
  readonly setting: InstanceSetting;
  readonly own: InstanceState;
}

export function simulation(world: World, state: ClusterState): Simulation {
  return { world, state, changes: [], cause: "" };
}

export function seat(sim: Simulation, node: number, index: number): Seat | undefined {
  const host = sim.state.nodes[node];
  const setting = host?.setting.instances[index];
  const own = host?.instances[index];
  return host === undefined || setting === undefined || own === undefined
    ? undefined
    : { node, index, host, setting, own };
}

export function seats(sim: Simulation, node: number): readonly Seat[] {
  const count = sim.state.nodes[node]?.instances.length ?? 0;
  const all: Seat[] = [];
  for (let index = 0; index < count; index++) {
    const found = seat(sim, node, index);
    if (found !== undefined) all.push(found);
  }
  return all;
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
