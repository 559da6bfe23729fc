/** Which words of the grammar there is anything to say of: most of a large file's are known in every version and plain. */
import type { Entry } from "../../schema/entry.ts";
import { haproxyTable } from "../../schema/haproxy.ts";

const contexts = new Map<string, Map<string, Entry | "plain" | "unknown">>();

/**
 * The entry of a keyword that has a version, is experimental or is ignored somewhere.
 *
 * @param context a section's type, or a family with its at sign: `@bind-option`
 */
export function notableEntry(context: string, keyword: string): Entry | "plain" | "unknown" {
  let keywords = contexts.get(context);
  if (keywords === undefined) {
    keywords = new Map();
    contexts.set(context, keywords);
  }
  const known = keywords.get(keyword);
  if (known !== undefined) return known;
  const entry = haproxyTable.find(context.startsWith("@") ? context.slice(1) : context, keyword);
  const found = entry === undefined ? "unknown" : isPlain(entry) ? "plain" : entry;
  // Words that are no keyword may be as many as the lines.
  if (entry?.keyword === keyword) keywords.set(keyword, found);
  return found;
}

function isPlain({ since, until, deprecated, experimental, ignored }: Entry): boolean {
  return (
    since === undefined &&
    until === undefined &&
    deprecated === undefined &&
    experimental !== true &&
    ignored === undefined
  );
}
