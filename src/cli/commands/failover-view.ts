/** An analysis in words: what the failover command's renderers draw. */
import { second } from "../../failover/daemon/settings.ts";
import type { Change } from "../../failover/engine/simulation.ts";
import type { Analysis, Part } from "../../failover/explore/analyse.ts";
import type { Exploration, Steady, Transition } from "../../failover/explore/explore.ts";
import type {
  FailoverBroken,
  FailoverPart,
  FailoverRow,
  FailoverTable,
  FailoverTraceLine,
  FailoverView,
} from "../../report/failover-view.ts";

/** The view of a cluster's analysis. */
export function viewOf(name: string, analysis: Analysis): FailoverView {
  return {
    cluster: name,
    nodes: analysis.names,
    parts: analysis.parts.flatMap(partsOf),
    assumptions: analysis.assumptions,
    notes: [
      ...analysis.refusals.map(({ node, note }) => ({
        node,
        text: `keepalived does not start: ${note.text}`,
        refuses: true,
      })),
      ...analysis.notes.map(({ node, note }) => ({ node, text: note.text, refuses: false })),
    ],
    services: [],
  };
}

/** Addresses of one component that are held by the same nodes in every state are shown together. */
function partsOf({ exploration, broken, addresses, instances }: Part): readonly FailoverPart[] {
  const groups = new Map<string, number[]>();
  const all = [...exploration.healthy, ...[...exploration.singles, ...exploration.recoveries].map(({ to }) => to)];
  addresses.forEach((_, at) => {
    const key = all.map(({ holders }) => holders[at]?.join(",")).join("/");
    groups.set(key, [...(groups.get(key) ?? []), at]);
  });
  return [...groups.values()].map((group) => ({
    addresses: group.map((at) => addresses[at] ?? ""),
    instances,
    tables: differing(
      exploration.healthy
        .filter(({ oscillates }) => !oscillates)
        .map((from) => tableOf(exploration, broken, from, group[0] ?? 0)),
    ),
    broken: broken
      .filter(
        (one) => one.addresses.some((at) => group.includes(at)) || (one.addresses.length === 0 && group.includes(0)),
      )
      .map(
        (one): FailoverBroken => ({
          rule: one.rule,
          events: one.events,
          message: one.message,
          trace: traceOf(exploration, one.transition),
        }),
      ),
    tried: triedOf(exploration),
    pairs: exploration.pairs.length,
  }));
}

/**
 * States that differ only in what nobody sees, such as which of two programs died before, have one table. What is broken is
 * said in the first.
 */
function differing(tables: readonly FailoverTable[]): readonly FailoverTable[] {
  const seen = new Set<string>();
  return tables.filter(({ holders, rows }) => {
    const shown = rows.map(({ event, holders: then, after, none, dual, moved }) => {
      return [event, then, after, ...[none, dual, moved].map((gap) => gap?.map((seconds) => seconds.toFixed(1)))];
    });
    const key = JSON.stringify([holders, shown]);
    return !seen.has(key) && seen.add(key);
  });
}

function triedOf({ singles, cuts }: Exploration): FailoverPart["tried"] {
  if (singles.length === 0) return "none";
  return cuts.has("failures") ? "some" : "all";
}

function namesOf(exploration: Exploration, steady: Steady, at: number): readonly string[] {
  return (steady.holders[at] ?? []).map((node) => exploration.world.names[node] ?? "");
}

function tableOf(exploration: Exploration, broken: Part["broken"], from: Steady, at: number): FailoverTable {
  const rows = exploration.singles
    .filter((single) => single.from === from)
    .map((single): FailoverRow => {
      const back = exploration.recoveries.find((one) => one.from === single.to && one.event === single.event);
      const bad = broken.find(({ transition, addresses }) => transition === single && addresses.includes(at));
      const holders = namesOf(exploration, single.to, at);
      const gap = single.gaps[at];
      const parted = single.event?.kind === "partition" && holders.length > 1;
      return {
        event: single.event?.label ?? "",
        holders,
        ...(gap === undefined ? {} : { none: gap.none, dual: gap.dual, moved: gap.moved }),
        after: back === undefined ? holders : namesOf(exploration, back.to, at),
        recovery: single.event?.recovery.label ?? "",
        verdict:
          bad !== undefined || single.to.oscillates ? "broken" : parted || holders.length === 0 ? "expected" : "holds",
        note: bad?.message ?? "",
        trace: traceOf(exploration, single),
      };
    });
  return { holders: namesOf(exploration, from, at), rows };
}

export function traceOf({ world }: Exploration, { changes, startedAt }: Transition): readonly FailoverTraceLine[] {
  return changes.map((change) => ({
    at: Math.round((change.at - startedAt) / (second / 1000)) / 1000,
    node: world.names[change.node] ?? "",
    text: changeText(change),
  }));
}

export function changeText(change: Change): string {
  switch (change.kind) {
    case "address":
      return `${change.added ? "holds" : "no longer holds"} ${change.address}`;
    case "state":
      return `${change.instance} is ${change.state}${change.why === "" ? "" : `: ${change.why}`}`;
    case "priority":
      return `${change.instance} has priority ${change.to} instead of ${change.from}: ${change.why}`;
    default:
      return change.text;
  }
}
