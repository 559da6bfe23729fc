/** A file that is linted, with its tree. */
import { type InputFile, languageOf, parse, rereadHaproxyText } from "../api/workspace.ts";
import type { Document } from "../model/document.ts";
import { type Lines, linesOf, linesOfPieces } from "./positions.ts";
import { RoomyText } from "./roomy-text.ts";

export interface ParsedFile {
  /** The file's own text; the document's may have more room. */
  readonly text: string;
  readonly document: Document;
  /** The positions in the file of the document's offsets. */
  readonly lines: Lines;
  /** Absent for keepalived's files. */
  readonly roomy?: RoomyText;
}

/** A file's tree; what did not change since an earlier one keeps its nodes, and with them what was worked out of those. */
export function parsedFile({ path, text }: InputFile, before: ParsedFile | undefined): ParsedFile {
  if (before?.text === text) return before;
  if (languageOf(path, text) === "keepalived") {
    return { text, document: parse(path, text, "keepalived"), lines: linesOf(text) };
  }
  const roomy = before?.roomy?.changed(text) ?? RoomyText.of(text);
  const document = rereadHaproxyText(roomy.text, path, roomy.pieces);
  return { text, document, lines: linesOfPieces(roomy.pieces), roomy };
}
