/** A keyword that the context does not have: misspelt, misplaced, or unknown. */

import type { KeepalivedLookup } from "./lookup.ts";
import { nameOfContext } from "./lookup.ts";
import type { CheckedStatement, CheckedWord, ValueProblem } from "./statement.ts";

/** Words of keepalived 1.x that tutorials still carry: when they went, and what is written now. */
const removed: Readonly<Record<string, { readonly version: string; readonly now?: string }>> = {
  "global_defs lvs_id": { version: "1.1.7", now: "router_id" },
  "virtual_server nat_mask": { version: "1.2.20" },
};

export function unknownKeyword(statement: CheckedStatement, context: string, lookup: KeepalivedLookup): ValueProblem {
  const { keyword } = statement;
  const { table } = lookup;
  const gone = removed[`${context} ${keyword.value}`];
  if (gone !== undefined) {
    return {
      kind: "removed-keyword",
      place: keyword.place,
      message: `\`${keyword.value}\` was removed in keepalived ${gone.version}: ${gone.now === undefined ? "keepalived ignores the line, and needs nothing in its place" : `use \`${gone.now}\`. keepalived ignores the line`}`,
      ...(gone.now !== undefined && writeInstead(keyword, gone.now, "safe")),
    };
  }
  const places = table.contextsOf(keyword.value).filter(isBlockContext);
  const after =
    statement.body === undefined
      ? "keepalived ignores the line"
      : "keepalived ignores the line, and the braces behind it upset what follows";
  if (places.length > 0) {
    const where = places.slice(0, 3).map(nameOfContext).join(", ");
    const here = replacementHere(keyword.value, places, context, lookup);
    return {
      kind: "misplaced-keyword",
      place: keyword.place,
      message:
        here === undefined
          ? `\`${keyword.value}\` does not belong in ${nameOfContext(context)} but in ${where}: ${after}`
          : `\`${keyword.value}\` does not belong in ${nameOfContext(context)}, where it is \`${here}\`: ${after}`,
      ...(here !== undefined && writeInstead(keyword, here, "safe")),
    };
  }
  const near = table.nearest(context, keyword.value);
  const elsewhere = near === undefined ? nearElsewhere(keyword.value, context, table) : undefined;
  const hint = near !== undefined ? `; \`${near}\` is meant` : (elsewhere ?? "");
  return {
    kind: "unknown-keyword",
    place: keyword.place,
    message: `keepalived has no keyword \`${shorten(keyword.value)}\` in ${nameOfContext(context)}${hint}: ${after}`,
    ...(near !== undefined &&
      lookup.find(context, near)?.entry.deprecated === undefined &&
      writeInstead(keyword, near, isSlip(keyword.value, near) ? "safe" : "unsafe")),
  };
}

function writeInstead(keyword: CheckedWord, text: string, safety: "safe" | "unsafe"): Pick<ValueProblem, "fix"> {
  if (keyword.expanded) return {};
  return { fix: { title: `Write ${text}`, safety, edits: [{ ...keyword.place, newText: text }] } };
}

/** The old name of a setting that this block has too, under its new name only: `nb_get_retry` in a TCP_CHECK. */
function replacementHere(
  keyword: string,
  places: readonly string[],
  context: string,
  lookup: KeepalivedLookup,
): string | undefined {
  const named = places.map((place) => lookup.find(place, keyword)?.entry.replacement).find((one) => one !== undefined);
  return named !== undefined && lookup.find(context, named)?.known === true ? named : undefined;
}

function nearElsewhere(word: string, context: string, table: KeepalivedLookup["table"]): string | undefined {
  if (context === "/") return undefined;
  const near = table.nearest("/", word);
  return near === undefined ? undefined : `; \`${near}\`, at the top of the file, is meant`;
}

/** Families of words inside a line are no blocks. */
function isBlockContext(context: string): boolean {
  return !context.endsWith("-option") && context !== "route-encap";
}

/** The same letters but for case, joints or one of them: nothing else can be meant. */
function isSlip(word: string, near: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, "");
  const [a, b] = [plain(word), plain(near)];
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1 || a.length < 5) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const left = Math.max(a.length, b.length) - start - end;
  return left <= 1 || (left === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
