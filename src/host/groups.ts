/** Files that halint.yaml puts in one cluster are read together, and one of them brings in the others. */
import path from "node:path";
import type { InputFile } from "../api/workspace.ts";
import { matchesPath } from "../config/path-pattern.ts";
import type { ConfiguredNode } from "../config/settings.ts";
import { readInputs } from "./inputs.ts";
import type { Io } from "./io.ts";
import { displayed, type LoadedConfig, relativeTo, type SessionOptions } from "./session.ts";

interface Members {
  /** Absent for files of no cluster. */
  readonly cluster: string | undefined;
  readonly files: readonly InputFile[];
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
  const owner = (file: InputFile): ConfiguredNode | undefined => {
    const relative = relativeTo(config.folder, file.path, io);
    return nodes.find((node) => node.files.some((pattern) => matchesPath(rooted(pattern), relative)));
  };
  const wanted = new Set(files.map((file) => owner(file)?.cluster));
  const groups: Members[] = [];
  const problems: string[] = [];
  for (const cluster of wanted) {
    if (cluster === undefined) {
      groups.push({ cluster, files: files.filter((file) => owner(file) === undefined) });
      continue;
    }
    const members: InputFile[] = [];
    for (const node of nodes.filter((candidate) => candidate.cluster === cluster)) {
      const given = files.filter((file) => owner(file) === node);
      const paths = node.files.map((file) => displayed(path.join(config.folder, file), io));
      const read = await readInputs(paths, { ...common, nodes: [] }, io);
      problems.push(...read.problems);
      // What was given may stand for the file on disk: standard input under its name.
      const known = new Map(given.map((file) => [path.resolve(io.cwd, file.path), file]));
      for (const file of read.files) {
        const absolute = path.resolve(io.cwd, file.path);
        if (ignores(relativeTo(config.folder, file.path, io))) continue;
        members.push({ ...(known.get(absolute) ?? file), node: node.name });
        known.delete(absolute);
      }
      for (const file of known.values()) members.push({ ...file, node: node.name });
    }
    groups.push({ cluster, files: members });
  }
  return { groups, problems };
}

/** More files than any cluster has: then each folder below the one that holds them all is read on its own. */
const readTogether = 1000;

/** Files that may be one cluster's. All of them, unless there are too many to compare each with each. */
export function neighbourhoods(files: readonly InputFile[], cwd: string): readonly (readonly InputFile[])[] {
  if (files.length <= readTogether) return [files];
  const parts = files.map((file) => path.dirname(path.resolve(cwd, file.path)).split(path.sep));
  const [first = []] = parts;
  const differs = first.findIndex((name, at) => parts.some((other) => other[at] !== name));
  const shared = differs === -1 ? first.length : differs;
  const byFolder = new Map<string, InputFile[]>();
  for (const [index, file] of files.entries()) {
    const folder = parts[index]?.[shared] ?? "";
    const list = byFolder.get(folder) ?? [];
    list.push(file);
    byFolder.set(folder, list);
  }
  return [...byFolder.values()];
}

/** In a node's list a name without a slash is a file beside halint.yaml, not one at any depth. */
function rooted(pattern: string): string {
  const trimmed = pattern.replace(/^\.\//, "");
  return trimmed.includes("/") ? trimmed : `/${trimmed}`;
}
