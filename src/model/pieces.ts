/** haproxy.cfg in pieces: the files of a folder `conf.d` that the program reads one after the other, as one. */
import { listsBy } from "../text/lists.ts";
import type { Document, HaproxyDocument } from "./document.ts";
import { folderOf, nameOf } from "./paths.ts";

const folderOfPieces = /\.d$/i;

/**
 * For each piece the path that it counts as having: of the one file they would be. Files that define the same things are
 * configs of their own.
 */
export function piecesOfConfigs(documents: readonly Document[]): ReadonlyMap<Document, string> {
  const pieces = new Map<Document, string>();
  const all = documents.filter((document) => document.language === "haproxy");
  const folders = listsBy(all.filter(isPiece), ({ source }) => folderOf(source.path));
  if (folders.size === 0) return pieces;
  const byPath = listsBy(all, ({ source }) => source.path);
  for (const [folder, parts] of folders) {
    const around = folderOf(folder);
    const path = around === "" ? "haproxy.cfg" : `${around.replace(/[\\/]$/, "")}/haproxy.cfg`;
    if (!areDisjoint([...(byPath.get(path) ?? []), ...parts])) continue;
    for (const part of parts) pieces.set(part, path);
  }
  return pieces;
}

/** The pieces behind the file that they belong to, by their names. */
export function inReadingOrder(documents: readonly Document[]): readonly Document[] {
  if (!documents.some(isPiece)) return documents;
  const pieces = documents.filter(isPiece).sort((a, b) => (a.source.path < b.source.path ? -1 : 1));
  return [...documents.filter((document) => !isPiece(document)), ...pieces];
}

function isPiece({ language, source }: Document): boolean {
  return language === "haproxy" && folderOfPieces.test(nameOf(folderOf(source.path)));
}

/** Whether no two of the files have a global section, or sections of one kind and name. */
function areDisjoint(documents: readonly HaproxyDocument[]): boolean {
  const owners = new Map<string, HaproxyDocument>();
  for (const document of documents) {
    for (const { type, name } of document.ast.sections) {
      if (name === undefined && type !== "global") continue;
      const key = `${type} ${name?.value ?? ""}`;
      if ((owners.get(key) ?? document) !== document) return false;
      owners.set(key, document);
    }
  }
  return true;
}
