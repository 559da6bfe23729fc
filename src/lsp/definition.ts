/** From a use to its definition, and to all its uses. */
import type { Location } from "vscode-languageserver/node.js";
import { nameAt, namesOf } from "./names.ts";
import type { FileState, Snapshot } from "./snapshot.ts";

export function definitionAt(file: FileState, offset: number, snapshot: Snapshot): Location[] {
  return locations(file, offset, snapshot, ({ isDefinition }) => isDefinition);
}

export function referencesAt(file: FileState, offset: number, snapshot: Snapshot, withDefinition: boolean): Location[] {
  return locations(file, offset, snapshot, ({ isDefinition }) => withDefinition || !isDefinition);
}

function locations(
  file: FileState,
  offset: number,
  snapshot: Snapshot,
  wanted: (name: { readonly isDefinition: boolean }) => boolean,
): Location[] {
  const found = nameAt(file.node, file.path, offset);
  if (found === undefined) return [];
  return namesOf(file.node)
    .filter((name) => name.identity === found.identity && wanted(name))
    .flatMap(({ place }) => {
      const state = snapshot.files.get(place.path);
      return state === undefined ? [] : [{ uri: state.uri, range: state.lines.range(place.span) }];
    });
}
