/** The other nodes of an open file's cluster, where no halint.yaml names them: found on disk near the file, and remembered. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { type InputFile, openWorkspace } from "../api/workspace.ts";
import { findConfig } from "../config/find.ts";
import { readInput } from "../host/files.ts";
import { isConfigName, isLeftover } from "../host/inputs.ts";
import type { Node } from "../model/cluster.ts";
import { instancesOf, sureKeys } from "../model/clusters.ts";

/** Folders in which a host keeps a program's file: the node is the folder around them. */
const insideNode = new Set(["etc", "keepalived", "haproxy"]);

/** More in one folder is a collection of things, not a cluster. */
const mostEntries = 64;
const largestFile = 1 << 20;

export class Peers {
  readonly #found = new Map<string, readonly InputFile[]>();
  readonly #filesOfNode: (file: string) => readonly string[];
  /** The workspace's folders: nothing outside them is looked at. */
  #folders: readonly string[] = [];

  /** `filesOfNode`: the other files of the node that a file belongs to. */
  constructor(filesOfNode: (file: string) => readonly string[]) {
    this.#filesOfNode = filesOfNode;
  }

  setFolders(folders: readonly string[]): void {
    this.#folders = folders;
    this.forget();
  }

  /** Something on disk, or what is open, has changed. */
  forget(): void {
    this.#found.clear();
  }

  /** The files of the nodes that share a virtual address with the file's node, or name each other as peers. */
  of(file: string, overlay: ReadonlyMap<string, string>): readonly InputFile[] {
    const known = this.#found.get(file);
    if (known !== undefined) return known;
    const candidates = this.#isConfigured(file) ? [] : this.#candidates(file);
    const files = [file, ...candidates].flatMap((one) => read(one, overlay));
    const found = files.length < 2 || files[0]?.path !== file ? [] : related(file, files);
    const others = found.flatMap((peer) => this.#filesOfNode(peer.path)).filter((one) => one !== file);
    const all = [...found, ...others.flatMap((one) => read(one, overlay))];
    this.#found.set(file, all);
    return all;
  }

  #isConfigured(file: string): boolean {
    const folder = path.dirname(file).split(path.sep).join("/");
    return findConfig(folder, (one) => statSync(one, { throwIfNoEntry: false })?.isFile() === true) !== undefined;
  }

  /** `lb02.conf` beside `lb01.conf`, and `lb02/etc/keepalived/keepalived.conf` beside `lb01/etc/keepalived/keepalived.conf`. */
  #candidates(file: string): readonly string[] {
    const folder = path.dirname(file);
    if (!this.#isInside(folder)) return [];
    const beside = entriesOf(folder, (entry) => entry.isFile() && isConfigName(entry.name));
    const node = nodeFolder(folder);
    const around = path.dirname(node);
    const others = this.#isInside(around) && around !== node ? entriesOf(around, (entry) => entry.isDirectory()) : [];
    const tail = path.relative(node, file);
    return [...beside, ...others.map((other) => path.join(other, tail))].filter((one) => one !== file);
  }

  #isInside(folder: string): boolean {
    return this.#folders.some(
      (root) => folder === root || folder.startsWith(root.endsWith(path.sep) ? root : root + path.sep),
    );
  }
}

function nodeFolder(folder: string): string {
  const parent = path.dirname(folder);
  return insideNode.has(path.basename(folder)) && parent !== folder ? nodeFolder(parent) : folder;
}

function entriesOf(
  folder: string,
  test: (entry: { readonly name: string; isFile(): boolean; isDirectory(): boolean }) => boolean,
): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => test(entry) && !entry.name.startsWith(".") && !isLeftover(entry.name),
    );
    return entries.length > mostEntries ? [] : entries.map(({ name }) => path.join(folder, name)).sort();
  } catch {
    return [];
  }
}

function read(file: string, overlay: ReadonlyMap<string, string>): readonly InputFile[] {
  const open = overlay.get(file);
  if (open !== undefined) return [{ path: file, text: open }];
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > largestFile) return [];
  const text = readInput(file, "/");
  return "error" in text ? [] : [{ path: file, text: text.text }];
}

/** The files of other nodes that hang together with the file's node, whatever the strength of weaker evidence. */
function related(file: string, files: readonly InputFile[]): readonly InputFile[] {
  const nodes = openWorkspace(files).clusters.flatMap((cluster) => cluster.nodes);
  const holds = (node: Node, one: string) => node.documents.some(({ source }) => source.path === one);
  const own = nodes.find((node) => holds(node, file));
  if (own === undefined) return [];
  const keys = new Set(keysOf(own));
  const rest = new Set(nodes.filter((node) => node !== own));
  for (let grown = true; grown; ) {
    grown = false;
    for (const node of rest) {
      const shared = keysOf(node);
      if (!shared.some((key) => keys.has(key))) continue;
      for (const key of shared) keys.add(key);
      rest.delete(node);
      grown = true;
    }
  }
  const strangers = [...rest];
  return files.filter(
    (one) =>
      one.path !== file &&
      !strangers.some((node) => holds(node, one.path)) &&
      nodes.some((node) => holds(node, one.path)),
  );
}

function keysOf(node: Node): readonly string[] {
  return instancesOf(node).flatMap(sureKeys);
}
