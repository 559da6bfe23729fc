/** Where a file's document holds secrets; what was found in a section holds as long as the section does. */
import { holdsIndirectSecrets, secretsInText } from "../model/secrets.ts";
import { addAll } from "../text/lists.ts";
import { remembered } from "../text/remembered.ts";
import type { Span } from "../text/span.ts";
import type { ParsedFile } from "./parsed-file.ts";
import type { Piece } from "./roomy-text.ts";

export function secretsOf({ document, roomy, isRoomy }: ParsedFile): readonly Span[] {
  const { text } = document.source;
  if (!isRoomy || holdsIndirectSecrets(text)) return secretsInText(text);
  const found: Span[] = [];
  for (const piece of roomy.pieces) addAll(found, secretsIn(piece));
  return found;
}

const secretsIn = remembered(({ text, start, room }: Piece): readonly Span[] => {
  const from = start + room;
  return secretsInText(text).map((span) => ({ start: from + span.start, end: from + span.end }));
});
