/** One quick analysis per cluster for all rules that ask: singles only, and nothing where one node is alone. */
import type { Cluster, Node } from "../../model/cluster.ts";
import type { KeepalivedConfig } from "../../model/keepalived/config.ts";
import type { Place } from "../../text/span.ts";
import { type Analysis, analyse, type Part } from "./analyse.ts";
import { quick } from "./explore.ts";
import type { Broken, Property } from "./properties.ts";

/** Of all nodes together. */
const mostInstances = 60;
const mostTracks = 400;

const done = new WeakMap<Cluster, Analysis | undefined>();

/** The analysis, or undefined where there is no election between two nodes, or too much of it to be asked on every keystroke. */
export function lintAnalysis(cluster: Cluster): Analysis | undefined {
  if (done.has(cluster)) return done.get(cluster);
  const nodes = cluster.nodes.filter(({ keepalived }) => (keepalived?.instances.length ?? 0) > 0);
  const total = (count: (config: KeepalivedConfig) => number) =>
    nodes.reduce((sum, { keepalived }) => sum + (keepalived === undefined ? 0 : count(keepalived)), 0);
  const tracked = ({ instances, syncGroups }: KeepalivedConfig) =>
    [...instances, ...syncGroups].reduce((sum, { tracks }) => sum + tracks.length, 0);
  const isLarge = total(({ instances }) => instances.length) > mostInstances || total(tracked) > mostTracks;
  const analysis = nodes.length < 2 || nodes.length > 5 || isLarge ? undefined : analysisOf(nodes);
  done.set(cluster, analysis);
  return analysis;
}

/** By the first node: the nodes that were last asked about with it. */
const lastAsked = new WeakMap<KeepalivedConfig, { readonly asked: readonly unknown[]; readonly analysis: Analysis }>();

/** Nodes whose keepalived files are as they were when they were last asked about get the same answer. */
function analysisOf(nodes: readonly Node[]): Analysis {
  const first = nodes[0]?.keepalived;
  const asked = nodes.flatMap(({ keepalived, name, targets, haproxyFiles }) => {
    return [keepalived, name, targets.keepalived, haproxyFiles.length > 0];
  });
  const before = first === undefined ? undefined : lastAsked.get(first);
  if (before?.asked.length === asked.length && before.asked.every((one, at) => one === asked[at]))
    return before.analysis;
  const analysis = analyse(nodes, { depth: quick });
  if (first !== undefined) lastAsked.set(first, { asked, analysis });
  return analysis;
}

export interface LintFinding {
  readonly part: Part;
  readonly broken: Broken;
  /** The addresses as text. */
  readonly addresses: string;
  readonly events: string;
  /** Where the instance of the node that it is about is defined, else the first node's. */
  readonly place: Place;
  readonly related: readonly (Place & { readonly message: string })[];
}

/** The first break of a property in each part, with the instances of the other nodes as related places. */
export function lintFindings(
  cluster: Cluster,
  property: Property,
  wanted: (found: { readonly part: Part; readonly broken: Broken }) => boolean = () => true,
): readonly LintFinding[] {
  const analysis = lintAnalysis(cluster);
  return (analysis?.parts ?? []).flatMap((part) => {
    const ofRule = part.broken.filter((broken) => broken.rule === property && wanted({ part, broken }));
    // What is broken before anything fails is told where it comes from.
    const atRest = part.broken.some(
      ({ rule, events }) => events.length === 0 && rule === "cluster/dual-master-after-failure",
    );
    const [broken] = ofRule.filter(
      ({ rule, events }) => events.length > 0 || rule !== "cluster/dual-master-after-failure",
    );
    if (broken === undefined || atRest) return [];
    return finding(part, broken) ?? [];
  });
}

function finding(part: Part, broken: Broken): LintFinding | undefined {
  const { component, world } = part.exploration;
  const vip = component.vips[broken.addresses[0] ?? 0];
  const places = component.nodes.flatMap(({ daemon }, node) => {
    const instance = daemon.setting.instances.find(({ addresses, excluded }) =>
      [...addresses, ...excluded].some(({ address }) => address === vip),
    );
    return instance?.place === undefined ? [] : [{ node, place: instance.place, name: instance.name }];
  });
  const own = places.find(({ node }) => node === broken.node) ?? places[0];
  if (own === undefined) return undefined;
  return {
    part,
    broken,
    addresses: broken.addresses.map((at) => component.vips[at] ?? "").join(", "),
    events: broken.events.join(", then "),
    place: {
      path: own.place.path,
      span: { start: own.place.span.start, end: own.place.span.start + "vrrp_instance".length },
    },
    related: places
      .filter((one) => one !== own)
      .map(({ node, place, name }) => ({
        path: place.path,
        span: { start: place.span.start, end: place.span.start + "vrrp_instance".length },
        message: stateAfter(broken, { node, name, host: world.names[node] ?? "" }),
      })),
  };
}

/** `lb02: VI_1 is BACKUP with priority 100 then`. */
function stateAfter(
  { transition }: Broken,
  { node, name, host }: { node: number; name: string; host: string },
): string {
  const state = transition.to.state.nodes[node];
  const index = state?.setting.instances.findIndex((instance) => instance.name === name) ?? -1;
  const own = state?.instances[index];
  if (state === undefined || own === undefined) return `${host} does not run keepalived then`;
  return `${host}: ${name} is ${own.state} with priority ${own.effective} then`;
}
