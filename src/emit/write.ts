/**
 * Writes a tree: one that a parser made, one that a program changed, one that a program made. What did not change keeps its
 * bytes, and so does the space around it; what changed is written anew.
 */
import type { HaproxyFile } from "../ast/haproxy/file.ts";
import type { KeepalivedFile } from "../ast/keepalived/file.ts";
import type { Word } from "../ast/word.ts";
import { type Piece, piecesOf } from "./piece.ts";
import { type Language, quote } from "./quote.ts";

export interface Written {
  readonly text: string;
  /** Values that the language has no way to write: a double quote in a keepalived word, a NUL. They are left out. */
  readonly unwritable: readonly string[];
}

/** A text and what a parser makes of it: what tells which parts of another tree are as they were. */
export interface Original {
  readonly text: string;
  readonly ast: HaproxyFile | KeepalivedFile;
}

/** @param original what the tree was made from; absent for one that a program made */
export function write(ast: HaproxyFile | KeepalivedFile, original?: Original): Written {
  const pieces = piecesOf(ast);
  const before = original === undefined ? [] : piecesOf(original.ast);
  if (original !== undefined && pieces.length === before.length && pieces.every((one, at) => isSame(one, before[at])))
    return { text: original.text, unwritable: [] };
  const writer = new Writer(original?.text ?? "", before, ast.kind === "HaproxyFile" ? "haproxy" : "keepalived");
  for (const piece of pieces) writer.add(piece);
  return writer.end();
}

class Writer {
  readonly #source: string;
  readonly #language: Language;
  /** What stood in the source, by where it started. */
  readonly #before: ReadonlyMap<number, Piece>;
  readonly #wordsBefore: ReadonlyMap<number, Word>;
  readonly #parts: string[] = [];
  readonly #unwritable: string[] = [];
  /** Up to where the source has been used. */
  #at = 0;
  #last: Piece | undefined;

  constructor(source: string, before: readonly Piece[], language: Language) {
    this.#source = source;
    this.#language = language;
    this.#before = new Map(before.map((piece) => [piece.span.start, piece]));
    this.#wordsBefore = new Map(before.flatMap(({ words }) => words.map((word) => [word.start, word])));
  }

  add(piece: Piece): void {
    const text = this.#isUnchanged(piece) ? this.#source.slice(piece.span.start, piece.span.end) : this.#anew(piece);
    if (text === "") return;
    this.#parts.push(this.#gapBefore(piece), text);
    if (this.#isPlaced(piece)) this.#at = piece.span.end;
    this.#last = piece;
  }

  end(): Written {
    const rest = spaceAtEnd(this.#source.slice(this.#at));
    const ending = rest.includes("\n") || this.#last === undefined ? rest : this.#source === "" ? "\n" : rest;
    return { text: this.#parts.join("") + ending, unwritable: this.#unwritable };
  }

  #isPlaced({ span: { start, end } }: Piece): boolean {
    return start >= this.#at && end > start && end <= this.#source.length;
  }

  #isUnchanged(piece: Piece): boolean {
    return this.#isPlaced(piece) && isSame(piece, this.#before.get(piece.span.start));
  }

  #anew({ text, words }: Piece): string {
    if (text !== undefined) return text;
    const [first] = words;
    // What quotes and backslashes mean hangs on the keyword in keepalived: a command's are read by rules of their own.
    const keeps = this.#language === "haproxy" || (first !== undefined && this.#isKnown(first));
    let line = "";
    let last: { readonly end: number; readonly isKept: boolean } | undefined;
    for (const word of words) {
      const isKept = keeps && this.#isKnown(word);
      const written = isKept ? this.#source.slice(word.start, word.end) : quote(word, this.#language);
      if (written === undefined) {
        this.#unwritable.push(word.value);
        continue;
      }
      if (last !== undefined) line += this.#between(last.end, word.start, last.isKept && isKept);
      line += written;
      last = { end: word.end, isKept };
    }
    return line;
  }

  #isKnown(word: Word): boolean {
    return isSameWord(word, this.#wordsBefore.get(word.start));
  }

  /** The space between two words where they are neighbours in the source. Words that touch there may do so if both are kept. */
  #between(end: number, start: number, mayTouch: boolean): string {
    if (end <= 0 || end > start || (end === start && !mayTouch)) return " ";
    const gap = this.#source.slice(end, start);
    return isSpace(gap) ? gap : " ";
  }

  #gapBefore(piece: Piece): string {
    if (this.#isPlaced(piece)) {
      const between = this.#source.slice(this.#at, piece.span.start);
      if (isSpace(between)) return between;
      // Something was taken out in between: the space right before this piece is what is left.
      const gap = spaceAtEnd(between);
      if (gap.includes("\n") || (piece.joins === true && gap !== "")) return gap;
    }
    if (this.#last === undefined) return "";
    if (piece.joins === true) return " ";
    const blank = piece.opens === true ? "\n" : "";
    return `\n${blank}${"    ".repeat(piece.level)}`;
  }
}

/** Whether two pieces stand at one place and say the same. */
function isSame(one: Piece, other: Piece | undefined): boolean {
  return (
    other !== undefined &&
    one.span.start === other.span.start &&
    one.span.end === other.span.end &&
    one.text === other.text &&
    one.words.length === other.words.length &&
    one.words.every((word, at) => isSameWord(word, other.words[at]))
  );
}

function isSameWord(one: Word, other: Word | undefined): boolean {
  return other !== undefined && one.start === other.start && one.end === other.end && one.value === other.value;
}

function spaceAtEnd(text: string): string {
  let at = text.length;
  while (at > 0 && isSpace(text.charAt(at - 1))) at--;
  return text.slice(at);
}

/** White space, odd ones included: nothing that a word could be made of. */
function isSpace(text: string): boolean {
  return /^[\s\u200b\u2060\ufeff]*$/.test(text);
}
