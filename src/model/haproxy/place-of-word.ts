/** Where a word of a section stands. Made on demand: a large file has more names than findings. */
import type { Word } from "../../ast/word.ts";
import type { Place } from "../../text/span.ts";
import type { LocatedSection } from "./config.ts";

export function placeOfWord({ start, end }: Word, { document }: LocatedSection): Place {
  return { path: document.source.path, span: { start, end } };
}
