/** What a file says, apart from its spacing: the check that a formatted text says the same. */
import type { HaproxyFile, Item } from "../../ast/haproxy/file.ts";
import type { KeepalivedFile, KeepalivedItem } from "../../ast/keepalived/file.ts";
import { isBlock, wordsOf } from "../../ast/keepalived/visit.ts";
import type { Span } from "../../text/span.ts";

/** One text for each statement, comment and brace, in the order of the file. Equal lists mean equal files. */
export function tokenTexts(source: string, ast: HaproxyFile | KeepalivedFile): readonly string[] {
  return ast.kind === "HaproxyFile"
    ? haproxyTexts(source, ast)
    : ast.items.flatMap((item) => keepalivedTexts(source, item));
}

function joined(source: string, kind: string, spans: readonly Span[]): string {
  return [kind, ...spans.map(({ start, end }) => source.slice(start, end))].join("\0");
}

function haproxyTexts(source: string, { preamble, sections }: HaproxyFile): readonly string[] {
  const ofItem = (item: Item): string => {
    if (item.kind === "Comment") return joined(source, "#", [item]);
    if (item.kind === "Bad") return joined(source, "bad", item.words);
    const prefix = "prefix" in item && item.prefix !== undefined ? [item.prefix] : [];
    return joined(source, item.kind, [...prefix, item.keyword, ...item.args]);
  };
  return [
    ...preamble.map(ofItem),
    ...sections.flatMap(({ keyword, args, body }) => [
      joined(source, "section", [keyword, ...args]),
      ...body.map(ofItem),
    ]),
  ];
}

function keepalivedTexts(source: string, item: KeepalivedItem): readonly string[] {
  if (item.kind === "Comment") return [joined(source, "#", [item])];
  const marks = "condition" in item && item.condition !== undefined ? [item.condition] : [];
  const repeated = "repetitions" in item ? (item.repetitions ?? []) : [];
  const value = item.kind === "Definition" ? [item.value] : [];
  const own = joined(source, item.kind, [...marks, ...repeated, ...wordsOf(item), ...value]);
  if (!isBlock(item)) return [own];
  const open = item.open === undefined ? [] : ["{"];
  const close = item.close === undefined ? [] : ["}"];
  return [own, ...open, ...item.body.flatMap((one) => keepalivedTexts(source, one)), ...close];
}
