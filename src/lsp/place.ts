/** Where in the tree an offset lies: the line's words, and the grammar's context that its keyword is looked up in. */
import type { Item } from "../ast/haproxy/file.ts";
import type { KeepalivedItem } from "../ast/keepalived/file.ts";
import type { Word } from "../ast/word.ts";
import type { HaproxyDocument, KeepalivedDocument } from "../model/document.ts";
import { haproxyTable } from "../schema/haproxy.ts";
import { keepalivedTable } from "../schema/keepalived.ts";
import type { LanguageTable } from "../schema/table.ts";
import type { Span } from "../text/span.ts";

export interface LinePlace {
  readonly table: LanguageTable;
  /** The context of the line's keyword; undefined where nothing is known of the block. */
  readonly context: string | undefined;
  /** The words before `keyword`: `no`, `default`. */
  readonly keyword: Word | undefined;
  readonly args: readonly Word[];
}

/** The contexts of section headers. */
export const headerContext = "section";

/** The line at an offset; on an empty line the context is that of the block around it. */
export function placeAt(document: HaproxyDocument | KeepalivedDocument, offset: number): LinePlace {
  return document.language === "haproxy" ? haproxyPlace(document, offset) : keepalivedPlace(document, offset);
}

function haproxyPlace(document: HaproxyDocument, offset: number): LinePlace {
  const { lines } = document.source;
  const line = lines.lineAt(offset);
  const onLine = (span: Span): boolean => lines.lineAt(span.start) === line;
  const section = document.ast.sections.findLast(({ start }) => start <= offset);
  const table = haproxyTable;
  if (section === undefined) return { table, context: undefined, keyword: undefined, args: [] };
  if (onLine(section.keyword)) return { table, context: headerContext, keyword: section.keyword, args: section.args };
  const item = section.body.find((candidate) => onLine(candidate));
  const words = item === undefined ? undefined : wordsOf(item);
  return { table, context: section.keyword.value, keyword: words?.[0], args: words?.slice(1) ?? [] };
}

function wordsOf(item: Item): readonly Word[] | undefined {
  switch (item.kind) {
    case "Comment":
      return undefined;
    case "Bad":
      return item.words;
    default:
      return [item.keyword, ...item.args];
  }
}

function keepalivedPlace(document: KeepalivedDocument, offset: number): LinePlace {
  const table = keepalivedTable;
  const line = document.source.lines.lineAt(offset);
  let context: string | undefined = "/";
  let items: readonly KeepalivedItem[] = document.ast.items;
  for (;;) {
    const item = items.find((candidate) => holds(document, candidate, offset, line));
    if (item === undefined) return { table, context, keyword: undefined, args: [] };
    const words = keepalivedWords(item);
    if (!("body" in item) || document.source.lines.lineAt(item.keyword.start) === line) {
      return { table, context, keyword: words[0], args: words.slice(1) };
    }
    context = context === undefined ? undefined : table.find(context, item.keyword.value)?.block;
    items = item.body;
  }
}

function holds(document: KeepalivedDocument, item: KeepalivedItem, offset: number, line: number): boolean {
  if (item.start <= offset && offset <= item.end) return true;
  return document.source.lines.lineAt(item.start) === line;
}

function keepalivedWords(item: KeepalivedItem): readonly Word[] {
  switch (item.kind) {
    case "Comment":
    case "Definition":
      return [];
    case "Bad":
    case "Entry":
      return item.words;
    case "Include":
      return item.pattern === undefined ? [item.keyword] : [item.keyword, item.pattern];
    default:
      return [item.keyword, ...item.args];
  }
}
