/** The events worth asking about: everything that can fail alone, each with its recovery. */
import type { BfdSetting, DaemonSetting } from "../daemon/settings.ts";
import { isOutside } from "../engine/bfd.ts";
import { base } from "../host/verdict.ts";
import type { ClusterNode } from "../replay/cluster.ts";

export type EventKind = "node" | "daemon" | "check" | "process" | "file" | "bfd" | "link" | "partition";

export interface ClusterEvent {
  readonly kind: EventKind;
  /** `lb01: chk_haproxy fails`. */
  readonly label: string;
  /** In the words of a case. */
  readonly operation: string;
  readonly recovery: { readonly label: string; readonly operation: string };
  /** The node it happens to; absent for the network. */
  readonly node: number | undefined;
  readonly object: string | undefined;
}

/** Every single failure of these nodes. */
export function failuresOf(nodes: readonly ClusterNode[]): readonly ClusterEvent[] {
  return [...nodes.flatMap((node, index) => nodeFailures(node, index, nodes)), ...partitions(nodes)];
}

/** Failures of one kind on one node that are explored; more are many checks of a kind, whose answers are alike. */
export const mostOfAKind = 64;

/** The failures that are explored: all, but for nodes with very many of a kind. */
export function exploredFailures(nodes: readonly ClusterNode[]): readonly ClusterEvent[] {
  const counts = new Map<string, number>();
  return failuresOf(nodes).filter(({ kind, node }) => {
    const key = `${kind} ${node}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= mostOfAKind;
  });
}

function nodeFailures(
  { host: { name }, daemon: { setting }, serves }: ClusterNode,
  node: number,
  nodes: readonly ClusterNode[],
): readonly ClusterEvent[] {
  const events: ClusterEvent[] = [
    event("node", { node, name, object: undefined }, ["dies", `node_down ${name}`], ["returns", `node_up ${name}`]),
    event("daemon", { node, name, object: "keepalived" }, ["stops", `stop ${name}`], ["starts", `start ${name}`]),
  ];
  for (const { name: check } of setting.scripts) {
    events.push(
      event(
        "check",
        { node, name, object: check },
        ["fails", `script_fail ${name} ${check}`],
        ["recovers", `script_ok ${name} ${check}`],
      ),
    );
  }
  for (const { kind, name: object } of dropped(setting)) {
    events.push(
      event(
        "check",
        { node, name, object },
        ["fails", `script_fail ${name} ${kind}:${object}`],
        ["recovers", `script_ok ${name} ${kind}:${object}`],
      ),
    );
  }
  if (serves === true && !tracksService(setting)) {
    const object = "haproxy";
    events.push(
      event(
        "check",
        { node, name, object },
        ["dies", `proc_stop ${name} haproxy`],
        ["is back", `proc_start ${name} haproxy`],
      ),
    );
  }
  for (const { name: process, command } of setting.processes) {
    const program = base(command);
    events.push(
      event(
        "process",
        { node, name, object: process },
        ["dies", `proc_stop ${name} ${program}`],
        ["is back", `proc_start ${name} ${program}`],
      ),
    );
  }
  for (const { name: file, path } of setting.files) {
    const bad = badValue(setting.instances, file);
    events.push(
      event(
        "file",
        { node, name, object: file },
        [`holds ${bad}`, `file_write ${name} ${path} ${bad}`],
        ["holds 0", `file_write ${name} ${path} 0`],
      ),
    );
  }
  for (const { name: bfd } of outsideSessions(setting, nodes)) {
    events.push(
      event(
        "bfd",
        { node, name, object: bfd },
        ["goes down", `bfd_down ${name} ${bfd}`],
        ["is up", `bfd_up ${name} ${bfd}`],
      ),
    );
  }
  for (const device of linksOf(setting.instances)) {
    events.push(
      event(
        "link",
        { node, name, object: device },
        ["goes down", `link_down ${name} ${device}`],
        ["is up", `link_up ${name} ${device}`],
      ),
    );
  }
  return events;
}

/** Tracked sessions to a neighbour that is none of the nodes; those between the nodes follow what happens to these. */
export function outsideSessions(
  { instances, bfds }: DaemonSetting,
  nodes: readonly ClusterNode[],
): readonly BfdSetting[] {
  const tracked = new Set(
    instances.flatMap(({ tracks }) => tracks.flatMap(({ kind, name }) => (kind === "bfd" ? [name] : []))),
  );
  const own = nodes.map(({ host }) => new Map(host.interfaces.map(({ name, addresses }) => [name, addresses])));
  return bfds.filter((session) => tracked.has(session.name) && isOutside(own, session));
}

/** Whether anything is tracked, or meant to be, that could stand for the service. */
function tracksService({ instances, dropped: lost }: ClusterNode["daemon"]["setting"]): boolean {
  const kinds = [...lost, ...instances.flatMap(({ tracks }) => tracks)].map(({ kind }) => kind);
  return instances.length === 0 || kinds.some((kind) => kind !== "interface");
}

/** Checks that are written and not tracked: their service can fail all the same. */
function dropped(setting: ClusterNode["daemon"]["setting"]): readonly { kind: string; name: string }[] {
  const owners = new Set([...setting.instances.map(({ name }) => name), ...setting.groups.map(({ name }) => name)]);
  const real = setting.dropped.filter(
    ({ owner, kind }) => owners.has(owner) && (kind === "script" || kind === "process"),
  );
  const works = (name: string) => setting.scripts.some((script) => script.name === name);
  return [...new Map(real.filter(({ name }) => !works(name)).map((track) => [track.name, track])).values()];
}

type Instances = ClusterNode["daemon"]["setting"]["instances"];

function linksOf(instances: Instances): readonly string[] {
  const names = new Set(instances.map((instance) => instance.interface));
  for (const { tracks } of instances) for (const { kind, name } of tracks) if (kind === "interface") names.add(name);
  names.delete("");
  return [...names];
}

/** A value of a tracked file by which an operator would take the node out: it lowers the priority, or faults. */
function badValue(instances: Instances, file: string): number {
  const track = instances.flatMap(({ tracks }) => tracks).find(({ kind, name }) => kind === "file" && name === file);
  if (track === undefined || track.weight === 0) return 1;
  return track.weight > 0 === !track.reverse ? -254 : 254;
}

function event(
  kind: EventKind,
  at: { node: number; name: string; object: string | undefined },
  [verb, operation]: readonly [string, string],
  [back, undo]: readonly [string, string],
): ClusterEvent {
  const subject = at.object === undefined ? at.name : `${at.name}: ${at.object}`;
  return {
    kind,
    label: `${subject} ${verb}`,
    operation,
    recovery: { label: `${subject} ${back}`, operation: undo },
    node: at.node,
    object: at.object,
  };
}

/** Each node cut off from all others, and, from four nodes on, halves. */
function partitions(nodes: readonly ClusterNode[]): readonly ClusterEvent[] {
  const names = nodes.filter(({ daemon }) => daemon.setting.instances.length > 0).map(({ host }) => host.name);
  if (names.length < 2) return [];
  const cuts = names.length === 2 ? [[names[0] ?? ""]] : names.map((name) => [name]);
  if (names.length >= 4) cuts.push(names.slice(0, Math.floor(names.length / 2)));
  return cuts.map((left) => {
    const right = names.filter((name) => !left.includes(name));
    return {
      kind: "partition" as const,
      label: `the network parts: ${left.join(" ")} | ${right.join(" ")}`,
      operation: `partition ${left.join(",")}|${right.join(",")}`,
      recovery: { label: "the network is whole again", operation: "heal" },
      node: undefined,
      object: undefined,
    };
  });
}
