/** What could stand at the cursor, from the grammar and from the names of the files. */

import type { CompletionItem, CompletionItemKind } from "vscode-languageserver/node.js";
import type { Entry } from "../schema/entry.ts";
import { matchWords } from "../schema/match.ts";
import { patternText } from "../schema/pattern-text.ts";
import type { LanguageTable } from "../schema/table.ts";
import { namesFor } from "./names.ts";
import { headerContext, placeAt } from "./place.ts";
import { completionKind } from "./protocol.ts";
import type { FileState } from "./snapshot.ts";

/** A word that no grammar holds: the matcher says what it would have taken instead. */
const nothingLikeIt = "\u0001";

export function completionsAt(file: FileState, offset: number): CompletionItem[] {
  const place = placeAt(file.document, offset);
  const { table, context } = place;
  const words = [...(place.keyword === undefined ? [] : [place.keyword]), ...place.args];
  const before = words.filter((word) => word.end < offset);
  const [keyword, ...args] = before;
  if (keyword === undefined) {
    const headers = table.language === "haproxy" ? itemsOf(table, headerContext, completionKind.class) : [];
    return [...(context === undefined ? [] : itemsOf(table, context, completionKind.keyword)), ...headers];
  }
  const entry = context === undefined ? undefined : table.find(context, keyword.value);
  if (entry === undefined || entry.syntax === null) return [];
  const { layout, problems } = matchWords(entry, [...args, { value: nothingLikeIt }], { table });
  const expected = problems.find(({ at }) => at === args.length)?.expected ?? [];
  // A place that takes any word, a name among them, has taken the word that nothing is like.
  const taken = layout.parts.filter(({ first }) => first === args.length).map(({ type }) => `<${type}>`);
  return unique([...expected, ...taken].flatMap((text) => itemsFor(text, table, file)));
}

/** `roundrobin` as it is, `<@bind-option>` by its entries, `<ref-backend>` by the backends there are. */
function itemsFor(expected: string, table: LanguageTable, file: FileState): CompletionItem[] {
  const family = /^<(?:[^>]*: )?@([^>]+)>$/.exec(expected)?.[1];
  if (family !== undefined) return itemsOf(table, family, completionKind.property);
  const type = /^<(?:[^>]*: )?([a-z][\w-]*)/.exec(expected)?.[1];
  if (type !== undefined) {
    return namesFor(type, file.node).map((label) => ({ label, kind: completionKind.reference }));
  }
  return /^[\w.+-]+$/.test(expected) ? [{ label: expected, kind: completionKind.enumMember }] : [];
}

function itemsOf(table: LanguageTable, context: string, kind: CompletionItemKind): CompletionItem[] {
  return table.entries(context).map((entry) => ({
    label: entry.keyword,
    kind,
    detail: detailOf(entry),
    ...(entry.deprecated === undefined && entry.until === undefined ? {} : { deprecated: true }),
    data: { language: table.language, context },
  }));
}

function detailOf(entry: Entry): string {
  return entry.syntax === null ? "" : patternText(entry.syntax);
}

function unique(items: readonly CompletionItem[]): CompletionItem[] {
  const labels = new Set<string>();
  return items.filter(({ label }) => !labels.has(label) && labels.add(label));
}
