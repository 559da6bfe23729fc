/** The stretches that a tree is written from, in the order of the file: statements, comments, braces. */
import type { HaproxyFile, Item } from "../ast/haproxy/file.ts";
import type { KeepalivedFile, KeepalivedItem } from "../ast/keepalived/file.ts";
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
    if (item.kind === "Bad") return ofWords(item.words, 1);
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
  if (item.kind === "Bad") return [ofWords(item.words, level)];
  const before = lineStart(item);
  if (item.kind === "Definition")
    return [{ span: item, words: [], text: `${before}$${item.name.value}=${item.text}`, level }];
  if (item.kind === "Include") {
    return [
      { span: item, words: [], text: `${before}${item.keyword.value} ${item.pattern?.value ?? ""}`.trimEnd(), level },
    ];
  }
  const words = item.kind === "Entry" ? item.words : [item.keyword, ...item.args];
  const marks = before === "" ? [] : [{ span: lineStartSpan(item), words: [], text: before.trimEnd(), level }];
  const header = ofWords(words, level, {
    ...(marks.length > 0 ? { joins: true } : {}),
    ...(level === 0 && isBlock(item) ? { opens: true } : {}),
  });
  if (!isBlock(item)) return [...marks, header];
  return [
    ...marks,
    header,
    ...(item.open === undefined ? [] : [{ span: item.open, words: [], text: "{", level, joins: true }]),
    ...item.body.flatMap((one) => keepalivedPieces(one, level + 1)),
    ...(item.close === undefined ? [] : [{ span: item.close, words: [], text: "}", level }]),
  ];
}

type LineStart = Extract<KeepalivedItem, { readonly condition?: unknown }>;

/** `@lb01 ` and `~SEQ(VAR, 1, 5) `, as they are written. */
function lineStart({ condition, repetitions }: LineStart): string {
  const host = condition === undefined ? "" : `@${condition.negated ? "^" : ""}${condition.id} `;
  return host + (repetitions ?? []).map(({ form, text }) => `~${form}(${text}) `).join("");
}

function lineStartSpan({ condition, repetitions }: LineStart): Span {
  const last = repetitions?.at(-1) ?? condition;
  return { start: condition?.start ?? repetitions?.[0]?.start ?? -1, end: last?.end ?? -1 };
}
