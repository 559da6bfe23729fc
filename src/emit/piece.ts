/** The stretches that a tree is written from, in the order of the file: statements, comments, braces. */
import type { HaproxyFile, Item } from "../ast/haproxy/file.ts";
import type { KeepalivedBlock, KeepalivedFile, KeepalivedItem } from "../ast/keepalived/file.ts";
import { isBlock } from "../ast/keepalived/visit.ts";
import type { Comment, Word } from "../ast/word.ts";
import type { Span } from "../text/span.ts";

export interface Piece {
  /** Where it stood; outside of every text where a program made it. */
  readonly span: Span;
  /** Its words, for a piece made of words. */
  readonly words: readonly Word[];
  /** Its text, for a piece that is not: a comment, a brace, a pattern. */
  readonly text?: string;
  readonly level: number;
  /** It stands on the line of the piece before it where nothing else is known. */
  readonly joins?: boolean;
  /** A blank line goes above it where nothing else is known. */
  readonly opens?: boolean;
}

export function piecesOf(ast: HaproxyFile | KeepalivedFile): readonly Piece[] {
  return ast.kind === "HaproxyFile" ? haproxyPieces(ast) : ast.items.flatMap((item) => keepalivedPieces(item, 0));
}

function comment(item: Comment, level: number): Piece {
  return { span: item, words: [], text: `#${item.text}`, level };
}

function ofWords(words: readonly Word[], level: number, more: Partial<Piece> = {}): Piece {
  const [first] = words;
  const last = words.at(-1);
  return { span: { start: first?.start ?? -1, end: last?.end ?? -1 }, words, level, ...more };
}

function haproxyPieces({ preamble, sections }: HaproxyFile): readonly Piece[] {
  const ofItem = (item: Item): Piece => {
    if (item.kind === "Comment") return comment(item, 1);
    if (item.kind === "Bad") return { span: item, words: item.words, level: 1 };
    const prefix = "prefix" in item && item.prefix !== undefined ? [item.prefix] : [];
    return ofWords([...prefix, item.keyword, ...item.args], 1);
  };
  return [
    ...preamble.map((item) => ({ ...ofItem(item), level: 0 })),
    ...sections.flatMap(({ keyword, args, body }) => [
      ofWords([keyword, ...args], 0, { opens: true }),
      ...body.map(ofItem),
    ]),
  ];
}

function keepalivedPieces(item: KeepalivedItem, level: number): readonly Piece[] {
  if (item.kind === "Comment") return [comment(item, level)];
  if (item.kind === "Bad") return [{ span: item, words: item.words, level }];
  const before = lineStart(item);
  if (item.kind === "Definition")
    return [{ span: item, words: [], text: `${before.text}$${item.name.value}=${item.text}`, level }];
  if (item.kind === "Include") {
    return [
      {
        span: item,
        words: [],
        text: `${before.text}${item.keyword.value} ${item.pattern?.value ?? ""}`.trimEnd(),
        level,
      },
    ];
  }
  const words = item.kind === "Entry" ? item.words : [item.keyword, ...item.args];
  const marks = before.text === "" ? [] : [{ span: before.span, words: [], text: before.text.trimEnd(), level }];
  const header = ofWords(words, level, {
    ...(marks.length > 0 ? { joins: true } : {}),
    ...(level === 0 && isBlock(item) ? { opens: true } : {}),
  });
  if (!isBlock(item)) return [...marks, header];
  const early = item.body.slice(0, commentsBeforeBrace(item));
  return [
    ...marks,
    header,
    ...early.flatMap((one) => keepalivedPieces(one, level)),
    ...(item.open === undefined ? [] : [{ span: item.open, words: [], text: "{", level, joins: true }]),
    ...item.body.slice(early.length).flatMap((one) => keepalivedPieces(one, level + 1)),
    ...(item.close === undefined ? [] : [{ span: item.close, words: [], text: "}", level }]),
  ];
}

/** How many comments stand between the keyword and its brace. */
function commentsBeforeBrace({ open, body }: KeepalivedBlock): number {
  if (open === undefined || open.start < 0) return 0;
  const first = body.findIndex(({ start }) => start < 0 || start > open.start);
  return first === -1 ? body.length : first;
}

type LineStart = Extract<KeepalivedItem, { readonly condition?: unknown }>;

/** `@lb01` and `~SEQ(VAR, 1, 5)` in the order of the file, those that a program made first. */
function lineStart({ condition, repetitions = [] }: LineStart): { readonly text: string; readonly span: Span } {
  const host =
    condition === undefined ? [] : [{ ...condition, written: `@${condition.negated ? "^" : ""}${condition.id} ` }];
  const marks = [...host, ...repetitions.map((one) => ({ ...one, written: `~${one.form}(${one.text}) ` }))];
  marks.sort((a, b) => a.start - b.start);
  return {
    text: marks.map(({ written }) => written).join(""),
    span: { start: marks[0]?.start ?? -1, end: marks.at(-1)?.end ?? -1 },
  };
}
