/** A file that is linted, with its tree. */
import { cutOffsets, reread } from "../api/reread.ts";
import { type InputFile, languageOf, parse } from "../api/workspace.ts";
import type { Document } from "../model/document.ts";
import { type Lines, linesOf, linesOfPieces } from "./positions.ts";
import { RoomyText } from "./roomy-text.ts";

export interface ParsedFile {
  /** The file's own text; the document's may have more room. */
  readonly text: string;
  readonly document: Document;
  /** The positions in the file of the document's offsets. */
  readonly lines: Lines;
  readonly roomy: RoomyText;
  /** Whether the document is that of the roomy text. */
  readonly isRoomy: boolean;
}

/** A file's tree; what did not change since an earlier one keeps its nodes, and with them what was worked out of those. */
export function parsedFile({ path, text }: InputFile, before: ParsedFile | undefined): ParsedFile {
  if (before?.text === text) return before;
  const language = languageOf(path, text);
  const earlier = before?.document.language === language ? before.roomy.changed(text) : undefined;
  const roomy = earlier ?? RoomyText.of(text, cutOffsets[language]);
  const document = reread(path, roomy.text, roomy.pieces, language);
  if (document === undefined)
    return { text, document: parse(path, text, language), lines: linesOf(text), roomy, isRoomy: false };
  return { text, document, lines: linesOfPieces(roomy.pieces), roomy, isRoomy: true };
}
