/** Parsed files to nodes and clusters. Meaning is worked out when something asks for it. */
import type { Cluster, Targets, Workspace } from "./cluster.ts";
import { type ClusterSpec, findClusters, type PlacedNode } from "./clusters.ts";
import type { Document } from "./document.ts";
import { createNode } from "./node.ts";
import { type FileGroup, groupByNode, type NamedFile } from "./node-names.ts";
import { folderOf, nameOf } from "./paths.ts";
import { inReadingOrder, piecesOfConfigs } from "./pieces.ts";
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
  const pieces = piecesOfConfigs(inputs.map(({ document }) => document));
  const entries = inputs.map(({ document, node }) => ({
    document,
    path: (node === undefined ? pieces.get(document) : undefined) ?? document.source.path,
    language: document.language,
    node,
  }));
  const reader = entries.some(({ document }) => mayInclude(document)) ? withTexts(files, entries) : files;
  const place = (some: readonly Entry[]) =>
    groupByNode(some).map((group): PlacedGroup => {
      const named = inReadingOrder(group.files.map(({ document }) => document));
      const targets = { ...options.targets, ...options.nodeTargets?.[group.name] };
      const node = createNode({ name: group.name, targets, named, files: reader, parsers });
      return { named, placed: { node, neighbourhood: neighbourhoodOf(group), shortName: nameOf(group.name) } };
    });
  const all = place(entries);
  const parts = includedParts(all, entries);
  const whole = parts.size === 0 ? all : place(entries.filter(({ path }) => !parts.has(path)));
  const placed = whole.map((one) => one.placed);
  return new LazyWorkspace(
    placed,
    options.clusters ?? [],
    inputs.map(({ document }) => document),
  );
}

interface Entry extends NamedFile {
  readonly document: Document;
}

interface PlacedGroup {
  readonly named: readonly Document[];
  readonly placed: PlacedNode;
}

/** The files that others of the inputs include, by their paths: they are parts of those, and no nodes of their own. */
function includedParts(groups: readonly PlacedGroup[], entries: readonly Entry[]): ReadonlySet<string> {
  const parts = new Set<string>();
  const includers = groups.filter(({ named }) => named.some(mayInclude));
  if (includers.length === 0 || groups.length === 1) return parts;
  const free = new Set(entries.filter(({ node }) => node === undefined).map(({ path }) => path));
  for (const { named, placed } of includers) {
    const own = new Set(named.map(({ source }) => source.path));
    // Of two that include each other the first is the whole.
    if (named.some(({ source }) => parts.has(source.path))) continue;
    for (const { source } of placed.node.keepalivedFiles) {
      if (free.has(source.path) && !own.has(source.path)) parts.add(source.path);
    }
  }
  return parts;
}

const mayInclude = ({ language, source }: Document) => language === "keepalived" && source.text.includes("include");

/** Reads the texts that are at hand, which an editor may have changed. */
function withTexts(files: FileReader, entries: readonly Entry[]): FileReader {
  const documents = new Map(entries.map(({ document }) => [document.source.path, document]));
  return {
    read(path) {
      const document = documents.get(path);
      return document === undefined ? files.read(path) : { text: document.source.text };
    },
    glob: (pattern, folder) => files.glob(pattern, folder),
  };
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

  get clusters(): readonly Cluster[] {
    this.#clusters ??= findClusters(this.#placed, this.#specs);
    return this.#clusters;
  }

  owns({ path }: { readonly path: string }): boolean {
    return this.#paths.has(path);
  }
}
