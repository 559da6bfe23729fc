/** The names that a file may refer to, and where each is defined and used. */
import type { Node } from "../model/cluster.ts";
import { symbolKinds } from "../model/haproxy/config.ts";
import type { Place } from "../text/span.ts";

/** A name in one place: its definition or a use of it. */
export interface NamePlace {
  readonly kind: string;
  readonly name: string;
  readonly place: Place;
  readonly isDefinition: boolean;
  /** Places with the same identity speak of the same thing. */
  readonly identity: string;
}

/** The names that a grammar type stands for: `ref-backend`, `ref-vrrp-script`. */
export function namesFor(type: string, node: Node): readonly string[] {
  if (!type.startsWith("ref-")) return [];
  const wanted = type.slice("ref-".length);
  const names = namesOf(node).filter(({ isDefinition, kind }) => isDefinition && fits(kind, wanted));
  return [...new Set(names.map(({ name }) => name))].sort();
}

function fits(kind: string, wanted: string): boolean {
  const proxies = ["backend", "frontend", "listen", "proxy", "table"];
  return kind === wanted || (kind === "proxy" && proxies.includes(wanted)) || wanted.endsWith(kind);
}

/** Every name of a node, both programs. */
export function namesOf(node: Node): readonly NamePlace[] {
  return [...haproxyNames(node), ...keepalivedNames(node)];
}

function haproxyNames(node: Node): readonly NamePlace[] {
  const config = node.haproxy;
  if (config === undefined) return [];
  const identity = (kind: string, scope: string | undefined, name: string): string =>
    `${kind}\0${scope ?? ""}\0${name}`;
  const definitions = symbolKinds
    .flatMap((kind) => config.definitionsOf(kind))
    .map(({ kind, name, scope, place }): NamePlace => {
      return { kind, name, place, isDefinition: true, identity: identity(kind, scope, name) };
    });
  const references = config.references.flatMap((reference) =>
    config.resolve(reference).map(({ kind, name, scope }): NamePlace => {
      return { kind, name, place: reference.place, isDefinition: false, identity: identity(kind, scope, name) };
    }),
  );
  return [...definitions, ...references];
}

function keepalivedNames(node: Node): readonly NamePlace[] {
  const config = node.keepalived;
  if (config === undefined) return [];
  const define = (kind: string, named: { readonly name: string; readonly namePlace: Place }): NamePlace => {
    return { kind, name: named.name, place: named.namePlace, isDefinition: true, identity: `${kind}\0${named.name}` };
  };
  const use = (kind: string, name: string, place: Place): NamePlace => {
    return { kind, name, place, isDefinition: false, identity: `${kind}\0${name}` };
  };
  return [
    ...config.scripts.map((script) => define("script", script)),
    ...config.processes.map((process) => define("process", process)),
    ...config.files.map((file) => define("file", file)),
    ...config.bfdInstances.map((bfd) => define("bfd", bfd)),
    ...config.instances.map((instance) => define("instance", instance)),
    ...[...config.instances, ...config.syncGroups].flatMap(({ tracks }) =>
      tracks.filter(({ kind }) => kind !== "interface").map(({ kind, name, place }) => use(kind, name, place)),
    ),
    ...config.syncGroups.flatMap(({ members }) => members.map(({ value, place }) => use("instance", value, place))),
  ];
}

/** The name at a place. */
export function nameAt(node: Node, path: string, offset: number): NamePlace | undefined {
  return namesOf(node).find(({ place }) => {
    return place.path === path && place.span.start <= offset && offset <= place.span.end;
  });
}
