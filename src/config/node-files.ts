/** Which nodes of a halint.yaml a file belongs to. A file meets only the patterns along its own folders. */
import { matchesPath } from "./path-pattern.ts";
import type { ConfiguredNode } from "./settings.ts";

interface Claim {
  readonly node: ConfiguredNode;
  /** The place of the node in the file. */
  readonly order: number;
  /** Absent where the claim is a plain path: then whatever lies at or below it fits. */
  readonly pattern: string | undefined;
}

const globCharacters = /[*?{}]/;

/**
 * The owners of each path (with `/`, relative to the config's folder), found without asking every node. They are several where
 * nodes share a file; in the order of the halint.yaml.
 */
export function nodeFinder(nodes: readonly ConfiguredNode[]): (path: string) => readonly ConfiguredNode[] {
  const claims = new Map<string, Claim[]>();
  for (const [order, node] of nodes.entries()) {
    for (const file of node.files) {
      const pattern = rooted(file);
      const fixed = fixedPart(pattern);
      const claim = { node, order, pattern: fixed === pattern ? undefined : `/${pattern}` };
      const list = claims.get(fixed);
      if (list === undefined) claims.set(fixed, [claim]);
      else list.push(claim);
    }
  }
  return (path) => {
    const found = new Map<number, ConfiguredNode>();
    for (const place of placesAbove(path)) {
      for (const { node, order, pattern } of claims.get(place) ?? []) {
        if (!found.has(order) && (pattern === undefined || matchesPath(pattern, path))) found.set(order, node);
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([, node]) => node);
  };
}

/** In a node's list a name without a slash is a file beside halint.yaml, not one at any depth. */
function rooted(pattern: string): string {
  const trimmed = pattern.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
  return trimmed === "." ? "" : trimmed;
}

/** The folders of a pattern before its first wildcard; all of it where there is none. */
function fixedPart(pattern: string): string {
  const parts = pattern.split("/");
  const wild = parts.findIndex((part) => globCharacters.test(part));
  return wild === -1 ? pattern : parts.slice(0, wild).join("/");
}

/** A path, its folder, the folder above, up to the config's own where it lies below that. */
function* placesAbove(path: string): Iterable<string> {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) yield path.slice(0, end);
  if (!path.startsWith("../")) yield "";
}
