/** The processes that configurations alone imply: every one that a node tracks runs while its node does. */
import { type Surroundings, unasked } from "../engine/events.ts";
import { base } from "../host/verdict.ts";
import type { ClusterNode } from "../replay/cluster.ts";

/** What surrounds a cluster of which only the files are known: tracked processes start with their node, as many as the quorum wants. */
export function assumedSurroundings(nodes: readonly ClusterNode[]): Surroundings {
  const counts = new Map(nodes.map(({ host, daemon }) => [host.name, assumedProcesses(daemon.setting.processes)]));
  return {
    ...unasked,
    automatic: (node) => [...(counts.get(node)?.keys() ?? [])],
    count: (node, process) => counts.get(node)?.get(process) ?? 1,
  };
}

/** How many of each process run on a node where all is well. */
export function assumedProcesses(
  processes: readonly { readonly command: string; readonly quorum: number }[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { command, quorum } of processes) {
    const name = base(command);
    counts.set(name, Math.max(1, quorum, counts.get(name) ?? 0));
  }
  return counts;
}
