/** Files that halint.yaml puts in one cluster are read together, and one of them brings in the others. */
import { realpathSync } from "node:fs";
import path from "node:path";
import type { InputFile } from "../api/workspace.ts";
import { nodeFinder } from "../config/node-files.ts";
import type { ConfiguredNode } from "../config/settings.ts";
import { addAll, addTo, listsBy } from "../text/lists.ts";
import { readInputs } from "./inputs.ts";
import type { Io } from "./io.ts";
import { relativeTo } from "./plan.ts";
import { displayed, type LoadedConfig, type SessionOptions } from "./session.ts";

interface Members {
  /** Absent for files of no cluster. */
  readonly cluster: string | undefined;
  /** The cluster's nodes in halint.yaml. */
  readonly nodes: readonly ConfiguredNode[];
  readonly files: readonly InputFile[];
  /** Paths of those that other clusters have too. */
  readonly shared: readonly string[];
}

interface Grouped {
  readonly groups: readonly Members[];
  readonly problems: readonly string[];
}

/** One group for each cluster that a file belongs to, and one for the files of no cluster. */
export async function groupByCluster(
  files: readonly InputFile[],
  config: LoadedConfig,
  common: SessionOptions,
  io: Io,
): Promise<Grouped> {
  const { nodes, ignores } = config.settings;
  const ownersOf = nodeFinder(nodes);
  const nodesOf = listsBy(nodes, ({ cluster }) => cluster);
  const realOwners = realOwnersOf(config);
  const filesOf = new Map<ConfiguredNode | undefined, InputFile[]>();
  for (const file of files) {
    const named = ownersOf(relativeTo(config.folder, file.path, io.cwd));
    const owners = named.length > 0 ? named : realOwners(path.resolve(io.cwd, file.path));
    for (const owner of owners.length === 0 ? [undefined] : owners) addTo(filesOf, owner, file);
  }
  const wanted = new Set([...filesOf.keys()].map((owner) => owner?.cluster));
  const groups: Members[] = [];
  const problems: string[] = [];
  for (const cluster of wanted) {
    if (cluster === undefined) {
      groups.push({ cluster, nodes: [], files: filesOf.get(undefined) ?? [], shared: [] });
      continue;
    }
    const members: InputFile[] = [];
    for (const node of nodesOf.get(cluster) ?? []) {
      // What was given may stand for the file on disk: standard input under its name.
      const given = filesOf.get(node) ?? [];
      const known = new Map(given.map((file) => [path.resolve(io.cwd, file.path), file]));
      const byRealPath = new Map([...known.keys()].map((absolute) => [realPath(absolute), absolute]));
      const overlay = new Map([...(common.overlay ?? []), ...textsOf(known)]);
      const paths = node.files.map((file) => displayed(path.join(config.folder, file), io));
      const read = await readInputs(paths, { ...common, nodes: [], overlay }, io);
      addAll(problems, read.problems);
      for (const file of read.files) {
        const absolute = path.resolve(io.cwd, file.path);
        if (ignores(relativeTo(config.folder, file.path, io.cwd))) continue;
        const name =
          known.has(absolute) || known.size === 0 ? absolute : (byRealPath.get(realPath(absolute)) ?? absolute);
        members.push({ ...(known.get(name) ?? file), node: node.name });
        known.delete(name);
      }
      for (const file of known.values()) members.push({ ...file, node: node.name });
    }
    const shared = members.filter((file) => {
      return ownersOf(relativeTo(config.folder, file.path, io.cwd)).some((owner) => owner.cluster !== cluster);
    });
    const own = nodesOf.get(cluster) ?? [];
    groups.push({ cluster, nodes: own, files: members, shared: shared.map((file) => file.path) });
  }
  return { groups, problems };
}

/**
 * Whose a file is by where it really lies, for files that have no owner by their name: a node's folder may be a link, and
 * version control names what is behind it.
 */
function realOwnersOf(config: LoadedConfig): (file: string) => readonly ConfiguredNode[] {
  let find: ((file: string) => readonly ConfiguredNode[]) | undefined;
  return (file) => {
    find ??= nodesByRealPaths(config);
    return find(file);
  };
}

function nodesByRealPaths({ folder, settings }: LoadedConfig): (file: string) => readonly ConfiguredNode[] {
  const base = realPath(folder) ?? folder;
  const relative = (file: string) => path.relative(base, file).split(path.sep).join("/");
  const originals = new Map<ConfiguredNode, ConfiguredNode>();
  for (const node of settings.nodes) {
    const files = node.files.map((file) => {
      const real = realPath(path.join(folder, file));
      return real === undefined ? file : relative(real);
    });
    originals.set({ ...node, files }, node);
  }
  const ownersOf = nodeFinder([...originals.keys()]);
  return (file) => ownersOf(relative(realPath(file) ?? file)).flatMap((node) => originals.get(node) ?? []);
}

/** The path without links; nothing where there is no such file, as for a glob. */
function realPath(file: string): string | undefined {
  try {
    return realpathSync.native(file);
  } catch {
    return undefined;
  }
}

function textsOf(files: ReadonlyMap<string, InputFile>): readonly (readonly [string, string])[] {
  return [...files].map(([file, { text }]) => [file, text]);
}

/** More files than any cluster has: then each folder below the one that holds them all is read on its own. */
const readTogether = 1000;

/** Files that may be one cluster's. All of them, unless there are too many to compare each with each. */
export function neighbourhoods(files: readonly InputFile[], cwd: string): readonly (readonly InputFile[])[] {
  if (files.length <= readTogether) return [files];
  const partsOf = (file: InputFile) => path.dirname(path.resolve(cwd, file.path)).split(path.sep);
  const parts = files.map(partsOf);
  const [first = []] = parts;
  const differs = first.findIndex((name, at) => parts.some((other) => other[at] !== name));
  const shared = differs === -1 ? first.length : differs;
  return [...listsBy(files, (file) => partsOf(file)[shared] ?? "").values()];
}
