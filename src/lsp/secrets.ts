/** Where a file's document holds secrets; what was found in a section holds as long as the section does. */
import { secretsInText } from "../model/secrets.ts";
import type { Span } from "../text/span.ts";
import type { ParsedFile } from "./parsed-file.ts";
import type { Piece, RoomyText } from "./roomy-text.ts";

const known = new WeakMap<Piece, readonly Span[]>();

export function secretsOf({ document, roomy }: Pick<ParsedFile, "document" | "roomy">): readonly Span[] {
  return roomy === undefined || isJoined(roomy) ? secretsInText(document.source.text) : roomy.pieces.flatMap(secretsIn);
}

/** Whether what one line says may make another line's value a secret, as keepalived's definitions do. */
function isJoined({ pieces }: RoomyText): boolean {
  return pieces.some(({ text }) => text.includes("auth_pass"));
}

function secretsIn(piece: Piece): readonly Span[] {
  let found = known.get(piece);
  if (found === undefined) {
    const from = piece.start + piece.room;
    found = secretsInText(piece.text).map(({ start, end }) => ({ start: from + start, end: from + end }));
    known.set(piece, found);
  }
  return found;
}
