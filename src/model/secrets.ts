/** Where a file holds secrets: what no output may show. */
import type { Span } from "../text/span.ts";
import type { Document } from "./document.ts";

/** The spans of a document's secrets, in order, not overlapping. */
export function secretSpans(_document: Document): readonly Span[] {
  return [];
}
