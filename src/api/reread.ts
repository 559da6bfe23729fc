/** Parses a text that is edited again and again: what did not change keeps its nodes. */
import type { Document, Language } from "../model/document.ts";
import { standsAlone } from "../model/keepalived/read-effective.ts";
import { parseHaproxy } from "../parser/haproxy/parse.ts";
import { headerOffsets } from "../parser/haproxy/section-names.ts";
import { rereadKeepalived, topBlockOffsets } from "../parser/keepalived/parse.ts";
import { createSource } from "../text/source.ts";
import type { Span } from "../text/span.ts";

/** Where a text of a language can be cut: before sections, before blocks. */
export const cutOffsets: Readonly<Record<Language, (text: string) => readonly number[]>> = {
  haproxy: headerOffsets,
  keepalived: topBlockOffsets,
};

/**
 * The document of a text in stretches, which are all of it in order, cut at offsets of `cutOffsets`; stretches that were read
 * before, the same objects at the same place, keep their nodes. Nothing where the text has to be read as a whole.
 */
export function reread(
  path: string,
  text: string,
  stretches: readonly Span[],
  language: Language,
): Document | undefined {
  const source = createSource(path, text);
  if (language === "haproxy") return { language, source, ...parseHaproxy(text, stretches) };
  const parsed = rereadKeepalived(text, stretches);
  const document = parsed && { language, source, ...parsed };
  // What a daemon puts together of several lines depends on more than their blocks.
  return document !== undefined && standsAlone(document) ? document : undefined;
}
