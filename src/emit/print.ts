/** The text of an untouched tree: what the gaps held is in the source, so the source is the print. */
import type { Source } from "../text/source.ts";

export function print(source: Source): string {
  return source.text;
}
