/** Parsed files to nodes and clusters. Meaning is worked out when something asks for it. */
import type { Cluster, Node, Targets, Workspace } from "./cluster.ts";
import { type ClusterSpec, findClusters, type PlacedNode } from "./clusters.ts";
import type { Document } from "./document.ts";
import { createNode } from "./node.ts";
import { type FileGroup, groupByNode } from "./node-names.ts";
import { folderOf, nameOf } from "./paths.ts";
import type { FileReader, Parsers } from "./ports.ts";

export interface WorkspaceInput {
  readonly document: Document;
  /** The node it belongs to; found from its path where absent. */
  readonly node?: string | undefined;
}

export interface Ports {
  readonly files: FileReader;
  readonly parsers: Parsers;
}

export interface WorkspaceModelOptions {
  readonly targets?: Targets;
  /** Targets of single nodes, by name. */
  readonly nodeTargets?: Readonly<Record<string, Targets>>;
  /** Clusters that are said, not found. */
  readonly clusters?: readonly ClusterSpec[];
}

export function buildWorkspace(
  inputs: readonly WorkspaceInput[],
  { files, parsers }: Ports,
  options: WorkspaceModelOptions = {},
): Workspace {
  const entries = inputs.map(({ document, node }) => ({
    document,
    path: document.source.path,
    language: document.language,
    node,
  }));
  const placed = groupByNode(entries).map((group): PlacedNode => {
    const node = createNode({
      name: group.name,
      targets: { ...options.targets, ...options.nodeTargets?.[group.name] },
      named: group.files.map(({ document }) => document),
      files,
      parsers,
    });
    return { node, neighbourhood: neighbourhoodOf(group), shortName: nameOf(group.name) };
  });
  return new LazyWorkspace(
    placed,
    options.clusters ?? [],
    inputs.map(({ document }) => document),
  );
}

/** The folder around a node: around its place, or, of a node that was named, its file's folder or the one around that. */
function neighbourhoodOf({ name, place, files }: FileGroup<{ readonly path: string }>): string {
  if (place !== undefined) return folderOf(place);
  const folder = folderOf(files[0]?.path ?? "");
  return nameOf(folder) === nameOf(name) ? folderOf(folder) : folder;
}

class LazyWorkspace implements Workspace {
  readonly documents: readonly Document[];
  readonly #placed: readonly PlacedNode[];
  readonly #specs: readonly ClusterSpec[];
  readonly #paths: ReadonlySet<string>;
  #clusters: readonly Cluster[] | undefined;

  constructor(placed: readonly PlacedNode[], specs: readonly ClusterSpec[], documents: readonly Document[]) {
    this.#placed = placed;
    this.#specs = specs;
    this.documents = documents;
    this.#paths = new Set(documents.map(({ source }) => source.path));
  }

  get nodes(): readonly Node[] {
    return this.#placed.map(({ node }) => node);
  }

  get clusters(): readonly Cluster[] {
    this.#clusters ??= findClusters(this.#placed, this.#specs);
    return this.#clusters;
  }

  owns({ path }: { readonly path: string }): boolean {
    return this.#paths.has(path);
  }
}
