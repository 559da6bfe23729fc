/** What a keyword does, how it is written, and the pages of the rules that found something at the place. */
import type { Hover } from "vscode-languageserver/node.js";
import { registry } from "../lint/generated/registry.ts";
import type { Entry } from "../schema/entry.ts";
import { matchWords } from "../schema/match.ts";
import { patternText } from "../schema/pattern-text.ts";
import type { LanguageTable } from "../schema/table.ts";
import type { Span } from "../text/span.ts";
import { type LinePlace, placeAt } from "./place.ts";
import type { FileState } from "./snapshot.ts";

export function hoverAt(file: FileState, offset: number): Hover | undefined {
  const place = placeAt(file.document, offset);
  const keyword = keywordAt(place, offset);
  const pages = file.diagnostics
    .filter(({ span }) => span.start <= offset && offset <= span.end)
    .flatMap(({ rule: id }) => registry.filter((rule) => rule.id === id))
    .map(({ id, summary, why }) => `**${id}**: ${summary}\n\n${why.trim()}`);
  const parts = [...(keyword === undefined ? [] : [keyword.text]), ...new Set(pages)];
  if (parts.length === 0) return undefined;
  return {
    contents: { kind: "markdown", value: parts.join("\n\n---\n\n") },
    ...(keyword === undefined ? {} : { range: file.lines.range(keyword.span) }),
  };
}

function keywordAt(place: LinePlace, offset: number): { readonly text: string; readonly span: Span } | undefined {
  const { table, context, keyword, args } = place;
  if (context === undefined || keyword === undefined) return undefined;
  const entry = table.find(context, keyword.value);
  if (entry === undefined) return undefined;
  if (keyword.start <= offset && offset <= keyword.end) return { text: describe(table, context, entry), span: keyword };
  const index = args.findIndex((word) => word.start <= offset && offset <= word.end);
  const word = args[index];
  if (word === undefined) return undefined;
  const { parts } = matchWords(entry, args, { table }).layout;
  const option = parts.findLast((part) => part.first === index && part.entry !== undefined);
  if (option?.entry !== undefined) {
    return { text: describe(table, option.type.replace(/^@/, ""), option.entry), span: word };
  }
  return undefined;
}

/** An entry as Markdown: how it is written, one line of help, what versions say about it. */
export function describe(table: LanguageTable, context: string, entry: Entry): string {
  const syntax = entry.syntax === null ? "…" : patternText(entry.syntax);
  const call = entry.call === undefined ? "" : `(${patternText(entry.call)})`;
  const facts = [
    entry.since === undefined ? "" : `since ${entry.since}`,
    entry.deprecated === undefined ? "" : `deprecated in ${entry.deprecated}`,
    entry.until === undefined ? "" : `gone in ${entry.until}`,
    entry.replacement === undefined ? "" : `instead: ${entry.replacement}`,
    entry.default === undefined ? "" : `default: ${entry.default}`,
    entry.unit === undefined ? "" : `unit: ${entry.unit}`,
    entry.modes === undefined ? "" : `mode ${entry.modes.join(", ")} only`,
    entry.returns === undefined ? "" : `returns ${entry.returns}`,
    entry.experimental === true ? "needs `expose-experimental-directives`" : "",
  ].filter((fact) => fact !== "");
  const code = `\`\`\`text\n${entry.keyword}${call}${syntax === "" ? "" : ` ${syntax}`}\n\`\`\``;
  const help = table.help(context, entry.keyword) ?? "";
  return [code, help, facts.length === 0 ? "" : `_${facts.join(" · ")}_`].filter((part) => part !== "").join("\n\n");
}
