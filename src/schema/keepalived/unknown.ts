/** A keyword that the context does not have: misspelt, misplaced, or unknown. */

import type { KeepalivedLookup } from "./lookup.ts";
import { nameOfContext } from "./lookup.ts";
import type { CheckedStatement, ValueProblem } from "./statement.ts";

export function unknownKeyword(statement: CheckedStatement, context: string, lookup: KeepalivedLookup): ValueProblem {
  const { keyword } = statement;
  const { table } = lookup;
  const places = table.contextsOf(keyword.value).filter(isBlockContext);
  const after =
    statement.body === undefined
      ? "keepalived ignores the line."
      : "keepalived ignores the line, and the braces behind it upset what follows.";
  if (places.length > 0) {
    const where = places.slice(0, 3).map(nameOfContext).join(", ");
    return {
      kind: "misplaced-keyword",
      place: keyword.place,
      message: `\`${keyword.value}\` does not belong in ${nameOfContext(context)} but in ${where}: ${after}`,
    };
  }
  const near = table.nearest(context, keyword.value);
  const elsewhere = near === undefined ? nearElsewhere(keyword.value, context, table) : undefined;
  const hint = near !== undefined ? `; \`${near}\` is meant?` : (elsewhere ?? "");
  return {
    kind: "unknown-keyword",
    place: keyword.place,
    message: `keepalived has no keyword \`${shorten(keyword.value)}\` in ${nameOfContext(context)}${hint}${hint === "" ? ":" : ""} ${after}`,
    ...(near !== undefined &&
      !keyword.expanded && {
        fix: {
          title: `Write ${near}`,
          safety: isSlip(keyword.value, near) ? ("safe" as const) : ("unsafe" as const),
          edits: [{ ...keyword.place, newText: near }],
        },
      }),
  };
}

function nearElsewhere(word: string, context: string, table: KeepalivedLookup["table"]): string | undefined {
  if (context === "/") return undefined;
  const near = table.nearest("/", word);
  return near === undefined ? undefined : `; \`${near}\`, at the top of the file, is meant?`;
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
