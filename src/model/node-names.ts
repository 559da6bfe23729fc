/**
 * Which files are one node's, by their paths: one stem (`lb01.conf`, `lb01.cfg`), or one folder (`lb01/keepalived.conf`,
 * `lb01/haproxy.cfg`). The programs' own names in a stem say nothing about the node (`keepalived-lb01.conf`), nor do they
 * as folders (`lb01/etc/keepalived/`).
 */
import { addTo } from "../text/lists.ts";
import type { Language } from "./document.ts";
import { placesOf } from "./node-places.ts";
import { folderOf, nameOf } from "./paths.ts";

export interface NamedFile {
  readonly path: string;
  readonly language: Language;
  /** Given with `--node` or in halint.yaml. */
  readonly node?: string | undefined;
}

export interface FileGroup<F> {
  readonly name: string;
  /** The path that stands for the node where its name was found from one: its folder, or its folder and stem. */
  readonly place: string | undefined;
  readonly files: F[];
}

/** A file and the folder that it counts as being in. */
interface Placed<F> {
  readonly file: F;
  readonly folder: string;
}

/** The files by node, in the order of each node's first file. */
export function groupByNode<F extends NamedFile>(files: readonly F[]): FileGroup<F>[] {
  const groups = new Map<string, { path: string; name: string | undefined; files: F[] }>();
  const places = placesOf(
    files.filter((file) => file.node === undefined),
    ({ path, language }) => `${language} ${ownStem(path)}`,
  );
  const folders = byFolder(files, places);
  for (const file of files) {
    const folder = places.get(file) ?? "";
    let key = file.node === undefined ? keyOf({ file, folder }, folders.get(folder) ?? []) : `node ${file.node}`;
    // A stem and a folder of one name, each with a config of the program: two nodes.
    if (file.node === undefined && groups.get(key)?.files.some((other) => isRival(file, other)) === true)
      key = `${folderOf(file.path)}/${nameOf(file.path)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { path: key, name: file.node, files: [file] });
    else group.files.push(file);
  }
  const list = [...groups.values()];
  const names = uniqueNames(list.map((group) => group.name ?? pathOfNode(group.path)));
  return list.map((group, index) => ({
    name: names[index] ?? group.path,
    place: group.name === undefined ? pathOfNode(group.path) : undefined,
    files: group.files,
  }));
}

function isRival(a: NamedFile, b: NamedFile): boolean {
  return a.language === b.language && folderOf(a.path) !== folderOf(b.path);
}

/** What is left of a file's name without `keepalived`, `haproxy` and the extension; empty where it names only the program. */
function ownStem(path: string): string {
  return nameOf(path)
    .replace(/\.(?:conf|cfg|cnf)(?=$|[-_.])/i, "")
    .replace(/keepalived|haproxy/i, "")
    .replace(/^[-_.]+|[-_.]+$/g, "");
}

function byFolder<F extends NamedFile>(files: readonly F[], places: ReadonlyMap<F, string>): Map<string, F[]> {
  const folders = new Map<string, F[]>();
  const seen = new Set<string>();
  for (const file of files) {
    const folder = places.get(file);
    // The pieces of one config have one path.
    if (folder === undefined || seen.has(file.path)) continue;
    seen.add(file.path);
    addTo(folders, folder, file);
  }
  return folders;
}

/** The path that stands for a file's node: its folder, or its folder and stem. */
function keyOf({ file, folder }: Placed<NamedFile>, beside: readonly NamedFile[]): string {
  const keepalived = beside.filter((one) => one.language === "keepalived").length;
  const haproxy = beside.length - keepalived;
  // At most one file of each program: the folder is the node, whatever they are called.
  if (keepalived <= 1 && haproxy <= 1 && folder !== "" && (beside.length === 2 || ownStem(file.path) === ""))
    return folder;
  const stem = ownStem(file.path);
  if (stem !== "") return folder === "" ? stem : `${folder}/${stem}`;
  const twins = beside.filter((one) => one.language === file.language && ownStem(one.path) === "");
  return `${folder}/${twins.length > 1 ? nameOf(file.path) : "."}`;
}

function pathOfNode(key: string): string {
  return key.endsWith("/.") ? key.slice(0, -2) || "." : key;
}

/** The last part of each path, with as many parts before it as it takes to tell them apart. */
function uniqueNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split(/[\\/]/).filter((part) => part !== ""));
  const names = parts.map((one) => one.at(-1) ?? ".");
  for (let length = 2; length < 20; length++) {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    if ([...counts.values()].every((one) => one === 1)) break;
    for (const [index, name] of names.entries()) {
      if ((counts.get(name) ?? 0) > 1) names[index] = (parts[index] ?? []).slice(-length).join("/") || name;
    }
  }
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
}
