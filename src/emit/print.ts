/** The text of an untouched tree: what stands between the tokens is in the source, so the source is the print. */
import type { Source } from "../text/source.ts";

export function print({ source }: { readonly source: Source }): string {
  return source.text;
}
