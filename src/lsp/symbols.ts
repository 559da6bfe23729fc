/** The outline of a file: sections with their named statements, blocks with their blocks. */

import type { DocumentSymbol, SymbolKind } from "vscode-languageserver/node.js";
import type { Item, Section } from "../ast/haproxy/file.ts";
import type { KeepalivedItem } from "../ast/keepalived/file.ts";
import type { Word } from "../ast/word.ts";
import type { Span } from "../text/span.ts";
import type { Lines } from "./positions.ts";
import { symbolKind } from "./protocol.ts";
import type { FileState } from "./snapshot.ts";

export function symbolsOf(file: FileState): DocumentSymbol[] {
  const { document, lines } = file;
  if (document.language === "keepalived") return document.ast.items.flatMap((item) => blockSymbol(item, lines));
  return document.ast.sections.map((section) => sectionSymbol(section, lines));
}

function symbol(name: string, detail: string, kind: SymbolKind, whole: Span, word: Span, lines: Lines): DocumentSymbol {
  const range = { start: Math.min(whole.start, word.start), end: Math.max(whole.end, word.end) };
  return { name, detail, kind, range: lines.range(range), selectionRange: lines.range(word), children: [] };
}

function sectionSymbol(section: Section, lines: Lines): DocumentSymbol {
  const { keyword, name } = section;
  const shown = name === undefined ? keyword.value : `${keyword.value} ${name.value}`;
  return {
    ...symbol(shown, "", symbolKind.class, section, name ?? keyword, lines),
    children: section.body.flatMap((item) => statementSymbol(item, lines)),
  };
}

function statementSymbol(item: Item, lines: Lines): DocumentSymbol[] {
  const named = namedPart(item);
  if (named === undefined || named.word === undefined) return [];
  return [symbol(named.word.value, named.detail, named.kind, item, named.word, lines)];
}

function namedPart(item: Item): { word: Word | undefined; detail: string; kind: SymbolKind } | undefined {
  switch (item.kind) {
    case "Server":
    case "ServerTemplate":
      return { word: item.name, detail: item.keyword.value, kind: symbolKind.object };
    case "Acl":
      return { word: item.name, detail: "acl", kind: symbolKind.boolean };
    case "Bind":
      return { word: item.args[0], detail: "bind", kind: symbolKind.interface };
    case "UseBackend":
    case "DefaultBackend":
      return { word: item.target, detail: item.keyword.value, kind: symbolKind.event };
    default:
      return undefined;
  }
}

function blockSymbol(item: KeepalivedItem, lines: Lines): DocumentSymbol[] {
  if (!("body" in item)) return [];
  const name = [item.keyword, ...item.args].map(({ value }) => value).join(" ");
  const kind = item.name === undefined ? symbolKind.namespace : symbolKind.class;
  return [
    {
      ...symbol(name, "", kind, item, item.name ?? item.keyword, lines),
      children: item.body.flatMap((child) => blockSymbol(child, lines)),
    },
  ];
}
