/** Where a file's document holds secrets; what was found in a section holds as long as the section does. */
import { holdsIndirectSecrets, secretsInText } from "../model/secrets.ts";
import { addAll } from "../text/lists.ts";
import { remembered } from "../text/remembered.ts";
import type { Span } from "../text/span.ts";
import type { ParsedFile } from "./parsed-file.ts";
import type { Piece } from "./roomy-text.ts";

export function secretsOf({ document, roomy, isRoomy }: ParsedFile): readonly Span[] {
  const pieces = isRoomy ? roomy.pieces.map(readPiece) : [];
  if (!isRoomy || pieces.some(({ isIndirect }) => isIndirect)) return secretsInText(document.source.text);
  const found: Span[] = [];
  for (const { spans } of pieces) addAll(found, spans);
  return found;
}

interface ReadPiece {
  readonly spans: readonly Span[];
  /** It may make a secret of a value that stands in another piece. */
  readonly isIndirect: boolean;
}

const readPiece = remembered(({ text, start, room }: Piece): ReadPiece => {
  const from = start + room;
  return {
    spans: secretsInText(text).map((span) => ({ start: from + span.start, end: from + span.end })),
    isIndirect: holdsIndirectSecrets(text),
  };
});
