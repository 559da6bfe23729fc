/** The failover command's JSON: stable, version 1. */
import type { Analysis } from "../../failover/explore/analyse.ts";
import type { Step } from "../../failover/replay/replay.ts";
import type { Cluster } from "../../model/cluster.ts";
import { viewOf } from "./failover-view.ts";

/** A replayed step; its trace only where it was asked for. */
export function stepJson({ trace, ...step }: Step, withTrace: boolean): object {
  return withTrace ? { ...step, trace } : step;
}

/** All clusters, with the broken properties of all of them in one list. */
export function analysisJson(all: readonly { readonly cluster: Cluster; readonly analysis: Analysis }[]): object {
  const views = all.map(({ cluster, analysis }) => viewOf(cluster.name, analysis));
  return {
    version: 1,
    assumptions: [...new Set(views.flatMap(({ assumptions }) => assumptions))],
    clusters: views.map(({ cluster, nodes, parts, notes }) => ({
      name: cluster,
      nodes,
      notes,
      parts: parts.map(({ addresses, instances, tables, tried, pairs }) => ({
        addresses,
        instances,
        tried,
        pairs,
        tables: tables.map(({ holders, rows }) => ({ holders, rows: rows.map(({ trace, ...row }) => row) })),
      })),
    })),
    broken: views.flatMap(({ cluster, parts }) =>
      parts.flatMap(({ addresses, broken }) => broken.map((one) => ({ cluster, addresses, ...one }))),
    ),
  };
}
