/** Puts a node's keepalived files together as the daemon reads them. */
import type { KeepalivedDocument } from "../document.ts";
import type { FileReader, Parsers } from "../ports.ts";
import { fileOrigin, needsExpansion, statementsOf } from "./direct.ts";
import type { EffectiveConfiguration } from "./effective.ts";

export interface ReadingContext {
  /** The node's name is the daemon's config id: what `@host` and `${_INSTANCE}` mean. */
  readonly node: string;
  readonly files: FileReader;
  readonly parsers: Parsers;
}

/** All statements of the files in their order. Files without includes and definitions are taken as they stand. */
export function readEffective(
  documents: readonly KeepalivedDocument[],
  _context: ReadingContext,
): EffectiveConfiguration {
  const statements = documents.flatMap(({ source, ast }) => statementsOf(ast.items, fileOrigin(source.path)));
  void needsExpansion;
  return { statements, problems: [], included: [] };
}
