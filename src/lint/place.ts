/** Places in files, from the nodes that rules look at. */
import type { HaproxyDocument, KeepalivedDocument } from "../model/document.ts";
import type { Place, Span } from "../text/span.ts";

/** The place of a node of a document's tree. */
export function placeIn(document: HaproxyDocument | KeepalivedDocument, { start, end }: Span): Place {
  return { path: document.source.path, span: { start, end } };
}
