/**
 * Writes a tree: one that a parser made, one that a program changed, one that a program made. What did not change keeps its
 * bytes, and so does the space around it; what changed is written anew.
 */
import type { HaproxyFile } from "../ast/haproxy/file.ts";
import type { KeepalivedFile } from "../ast/keepalived/file.ts";
import { type Piece, piecesOf } from "./piece.ts";
import { type Language, quote, unquote } from "./quote.ts";

export interface Written {
  readonly text: string;
  /** Values that the language has no way to write: a double quote in a keepalived word, a NUL. They are left out. */
  readonly unwritable: readonly string[];
}

/** @param source the text that the tree was parsed from; absent for one that a program made */
export function write(ast: HaproxyFile | KeepalivedFile, source = ""): Written {
  const writer = new Writer(source, ast.kind === "HaproxyFile" ? "haproxy" : "keepalived");
  for (const piece of piecesOf(ast)) writer.add(piece);
  return writer.end();
}

class Writer {
  readonly #source: string;
  readonly #language: Language;
  readonly #parts: string[] = [];
  readonly #unwritable: string[] = [];
  /** Up to where the source has been used. */
  #at = 0;
  #last: Piece | undefined;

  constructor(source: string, language: Language) {
    this.#source = source;
    this.#language = language;
  }

  add(piece: Piece): void {
    const text = this.#isUnchanged(piece) ? this.#source.slice(piece.span.start, piece.span.end) : this.#anew(piece);
    if (text === "") return;
    this.#parts.push(this.#gapBefore(piece), text);
    if (this.#isPlaced(piece)) this.#at = piece.span.end;
    this.#last = piece;
  }

  end(): Written {
    const rest = /[ \t\r\n\v\f]*$/.exec(this.#source.slice(this.#at))?.[0] ?? "";
    const ending = rest.includes("\n") || this.#last === undefined ? rest : this.#source === "" ? "\n" : rest;
    return { text: this.#parts.join("") + ending, unwritable: this.#unwritable };
  }

  #isPlaced({ span: { start, end } }: Piece): boolean {
    return start >= this.#at && end > start && end <= this.#source.length;
  }

  /** Every word stands where it says, with the value it says, and nothing but space between. */
  #isUnchanged(piece: Piece): boolean {
    if (!this.#isPlaced(piece)) return false;
    if (piece.text !== undefined) return this.#sameText(piece, piece.text);
    let at = piece.span.start;
    for (const { start, end, value } of piece.words) {
      if (start < at || !isSpace(this.#source.slice(at, start))) return false;
      if (unquote(this.#source.slice(start, end), this.#language) !== value) return false;
      at = end;
    }
    return at === piece.span.end;
  }

  /** Comments keep their marker, other pieces their inner spacing. */
  #sameText({ span: { start, end } }: Piece, text: string): boolean {
    const own = this.#source.slice(start, end);
    const bare = (one: string) => one.replace(/^[#!]/, "#").replace(/[\s\\]+/g, "");
    return bare(own) === bare(text);
  }

  #anew({ text, words }: Piece): string {
    if (text !== undefined) return text;
    return words
      .map((word) => {
        const written = quote(word, this.#language);
        if (written === undefined) this.#unwritable.push(word.value);
        return written ?? "";
      })
      .filter((written) => written !== "")
      .join(" ");
  }

  #gapBefore(piece: Piece): string {
    if (this.#isPlaced(piece)) {
      const between = this.#source.slice(this.#at, piece.span.start);
      if (isSpace(between)) return between;
      // Something was taken out in between: the space right before this piece is what is left.
      const gap = /\s*$/.exec(between)?.[0] ?? "";
      if (gap.includes("\n") || (piece.joins === true && gap !== "")) return gap;
    }
    if (this.#last === undefined) return "";
    if (piece.joins === true) return " ";
    const blank = piece.opens === true ? "\n" : "";
    return `\n${blank}${"    ".repeat(piece.level)}`;
  }
}

/** White space, odd ones included: nothing that a word could be made of. */
function isSpace(text: string): boolean {
  return /^[\s\u200b\u2060\ufeff]*$/.test(text);
}
