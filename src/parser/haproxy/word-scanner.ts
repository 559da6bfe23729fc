/** Reads the words of one line exactly as haproxy does, and forgives what pasted text brings along. */
import type { VariableReference, Word } from "../../ast/word.ts";
import type { Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import {
  CR,
  eastAsianLetter,
  fullWidthCharacter,
  isAsciiLetter,
  isBlank,
  isDigit,
  isHexDigit,
  isOddSpace,
  LF,
  narrowPunctuation,
  straightQuote,
} from "./characters.ts";
import { WordTable } from "./word-table.ts";

/** Why haproxy refuses to take a line apart. */
export interface LineFault extends Span {
  readonly problem: "unclosed-quote" | "unbalanced-brace" | "invalid-escape";
  readonly message: string;
}

const QUOTE = 0x22;
const HASH = 0x23;
const DOLLAR = 0x24;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;

/**
 * A scanner over one text. `scanLine` reads the line at an offset, adds its words to the table and leaves what else it found in
 * the fields, which hold until the next line. With `forgiving` off, odd spaces and typographic marks are letters, as they are to the program.
 */
export class WordScanner {
  readonly table = new WordTable();
  /** The table's index of the line's first word; its words reach to the table's end. */
  first = 0;
  /** Where the line's comment starts, -1 where there is none. */
  commentStart = -1;
  /** Where the program stops reading the line: at a NUL, at a lone CR, at the line's end. */
  contentEnd = 0;
  /** The line's first NUL, -1 where there is none. */
  nulAt = -1;
  /** Where the line's end starts (its CR or LF, or the end of the text). */
  lineEnd = 0;
  /** Where the next line starts. */
  next = 0;
  fault: LineFault | undefined;
  /** Stretches of odd spaces outside of quotes and comments. */
  oddSpaces: Span[] = [];
  curlyQuotes: Edit[] = [];
  fullWidth: Edit[] = [];

  readonly #text: string;
  readonly #forgiving: boolean;
  #at = 0;
  #value = "";
  /** For each unit of the value where it stands in the text; recorded on demand only. */
  #map: number[] | undefined;
  /** The next NUL at or behind the line that was read last; the text's length where there is none. */
  #nextNul = -1;
  readonly #repeated = new RepeatedTexts();

  constructor(text: string, forgiving = true) {
    this.#text = text;
    this.#forgiving = forgiving;
  }

  scanLine(from: number): void {
    const text = this.#text;
    this.first = this.table.length;
    this.commentStart = -1;
    this.fault = undefined;
    if (this.oddSpaces.length > 0) this.oddSpaces = [];
    if (this.curlyQuotes.length > 0) this.curlyQuotes = [];
    if (this.fullWidth.length > 0) this.fullWidth = [];
    this.#at = from;
    for (;;) {
      if (text.charCodeAt(this.#at) !== CR || this.table.length === this.first) this.#skipSpaces();
      const code = text.charCodeAt(this.#at);
      if (code === HASH) {
        this.commentStart = this.#at;
        break;
      }
      if (Number.isNaN(code) || code === LF || code === CR || code === 0) break;
      this.#scanWord();
    }
    this.#finishLine(from);
  }

  /** The words of the line. */
  get words(): readonly Word[] {
    return this.table.words(this.first, this.table.length);
  }

  /** For each unit of a word's value its offset in the text, and the word's end behind the last. */
  static valueOffsets(text: string, word: Word): readonly number[] {
    const scanner = new WordScanner(text);
    const map: number[] = [];
    scanner.#map = map;
    scanner.#scanSpecial(word.start, word.start);
    map.push(word.end);
    return map;
  }

  #finishLine(from: number): void {
    const text = this.#text;
    let end = text.indexOf("\n", this.#at);
    this.next = end === -1 ? text.length : end + 1;
    if (end === -1) end = text.length;
    this.nulAt = -1;
    if (this.#nextNul < from) {
      const found = text.indexOf("\0", from);
      this.#nextNul = found === -1 ? text.length : found;
    }
    if (this.#nextNul < end) this.nulAt = this.#nextNul;
    if (end > this.#at && text.charCodeAt(end - 1) === CR) end--;
    this.lineEnd = end;
    if (this.commentStart === -1) this.contentEnd = this.#at;
    else this.contentEnd = this.nulAt === -1 ? end : this.nulAt;
  }

  #skipSpaces(): void {
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code <= 0x20) {
        if (!isBlank(code)) break;
        at++;
      } else if (code >= 0x85 && this.#forgiving && isOddSpace(text, at)) {
        const start = at;
        while (isOddSpace(text, at)) at++;
        this.oddSpaces.push({ start, end: at });
      } else break;
    }
    this.#at = at;
  }

  /** The usual word has nothing special in it and is a slice of the text. */
  #scanWord(): void {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    let hash = 0;
    for (;;) {
      const code = text.charCodeAt(at);
      const isPlain =
        (code > 0x27 && code < 0x80 && code !== BACKSLASH) || code === 0x21 || (code >= DOLLAR && code <= 0x26);
      if (isPlain) {
        hash = (Math.imul(hash, 31) + code) | 0;
        at++;
      } else if (code === HASH || code === 0 || code === LF || isBlank(code) || Number.isNaN(code)) break;
      else {
        this.#scanSpecial(start, at);
        return;
      }
    }
    this.#at = at;
    this.table.add(start, at, this.#repeated.take(text, start, at, hash));
  }

  #scanSpecial(start: number, plainUntil: number): void {
    const text = this.#text;
    const variables: VariableReference[] = [];
    let quote = 0;
    let quoteAt = start;
    let closing = 0;
    let isPlain = true;
    this.#value = "";
    this.#at = start;
    this.#take(start, plainUntil);
    for (;;) {
      const at = this.#at;
      const code = text.charCodeAt(at);
      if (Number.isNaN(code) || code === LF || code === CR || code === 0) break;
      if (quote === 0 && (code === HASH || isBlank(code) || (this.#forgiving && isOddSpace(text, at)))) break;
      if (quote !== 0 && at === closing) {
        quote = closing = 0;
        this.#at++;
      } else if ((code === QUOTE && quote !== APOSTROPHE) || (code === APOSTROPHE && quote !== QUOTE)) {
        isPlain = false;
        quote = quote === 0 ? code : 0;
        quoteAt = at;
        this.#at++;
      } else if (code === BACKSLASH && quote !== APOSTROPHE) {
        if (!this.#scanEscape(quote === QUOTE)) isPlain = false;
      } else if (code === DOLLAR && quote === QUOTE) {
        this.#scanVariable(variables);
      } else if (code > 0x2017 && quote === 0 && this.#forgiving) {
        closing = this.#curlyPartner(start);
        if (closing !== 0) {
          quote = straightQuote(code) === '"' ? QUOTE : APOSTROPHE;
          quoteAt = at;
          isPlain = false;
          this.#at++;
        } else this.#take(at, at + 1);
      } else this.#take(at, at + 1);
    }
    if (quote !== 0) {
      this.#blame(
        "unclosed-quote",
        quoteAt,
        quoteAt + 1,
        `This ${quote === QUOTE ? "double" : "single"} quote is not closed on its line`,
      );
    }
    this.#finishWord(start, isPlain, variables);
  }

  #finishWord(start: number, isPlain: boolean, variables: readonly VariableReference[]): void {
    const narrowed = isPlain && this.#forgiving ? this.#narrow(start, this.#value) : this.#value;
    const extras = variables.length > 0 ? { quoted: true, variables } : isPlain ? undefined : { quoted: true };
    this.table.add(start, this.#at, narrowed, extras);
  }

  #take(from: number, to: number): void {
    this.#value += this.#text.slice(from, to);
    this.#at = to;
    if (this.#map !== undefined) for (let at = from; at < to; at++) this.#map.push(at);
  }

  #emit(character: string, from: number, to: number): void {
    this.#value += character;
    this.#at = to;
    this.#map?.push(from);
  }

  /** One backslash and what it escapes. Says whether the source text is the value. */
  #scanEscape(inDoubleQuotes: boolean): boolean {
    const text = this.#text;
    const at = this.#at;
    const next = text.charCodeAt(at + 1);
    const character = text[at + 1] ?? "";
    if (character !== "" && ` \\#'"`.includes(character)) this.#emit(character, at, at + 2);
    else if (character === "t") this.#emit("\t", at, at + 2);
    else if (character === "n") this.#emit("\n", at, at + 2);
    else if (character === "r") this.#emit("\r", at, at + 2);
    else if (character === "$" && inDoubleQuotes) this.#emit("$", at, at + 2);
    else if (character === "x") return this.#scanHexEscape(at);
    else if (this.#forgiving && !inDoubleQuotes && next >= 0x85 && isOddSpace(text, at + 1)) {
      this.oddSpaces.push({ start: at + 1, end: at + 2 });
      this.#emit(" ", at, at + 2);
    } else {
      this.#take(at, at + 1);
      return true;
    }
    return false;
  }

  #scanHexEscape(at: number): boolean {
    const text = this.#text;
    if (!isHexDigit(text.charCodeAt(at + 2)) || !isHexDigit(text.charCodeAt(at + 3))) {
      this.#blame(
        "invalid-escape",
        at,
        Math.min(at + 4, text.length),
        "\\x must be followed by two hexadecimal digits",
      );
      this.#take(at, at + 1);
      return true;
    }
    const byte = Number.parseInt(text.slice(at + 2, at + 4), 16);
    this.#emit(String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte), at, at + 4);
    return false;
  }

  /** `$NAME`, `${NAME}`, `${NAME-default}`, `${NAME[*]}` inside double quotes. The value keeps them as they are written. */
  #scanVariable(variables: VariableReference[]): void {
    const text = this.#text;
    const start = this.#at;
    const braced = text[start + 1] === "{";
    const nameStart = start + (braced ? 2 : 1);
    let at = nameStart;
    if (text[at] === ".") at++;
    while (isNameUnit(text.charCodeAt(at))) at++;
    const name = text.slice(nameStart, at);
    const first = name.charCodeAt(0);
    if (name === "" || isDigit(first) || (name[0] === "." && !pseudoVariables.has(name))) {
      const message = name.startsWith(".")
        ? `${name} is not a variable of the program: it knows .FILE, .LINE and .SECTION`
        : "A variable's name must start with a letter or an underscore; write \\$ for a dollar sign";
      this.#blame("invalid-escape", start, Math.max(at, start + 1), message);
      this.#take(start, Math.max(at, start + 1));
      return;
    }
    let splits = false;
    let fallback: string | undefined;
    if (braced) {
      if (text[at] === "[") {
        if (text.startsWith("[*]", at)) {
          splits = true;
          at += 3;
        } else this.#blame("invalid-escape", at, at + 1, "Only [*] may follow the name of a variable");
      }
      if (text[at] === "-") {
        const fallbackStart = at + 1;
        while (at < text.length && text[at] !== "}" && text[at] !== "\n" && text[at] !== "\0") at++;
        fallback = text.slice(fallbackStart, at);
      }
      if (text[at] === "}") at++;
      else this.#blame("unbalanced-brace", start + 1, start + 2, "This variable's brace is not closed");
    }
    variables.push({
      start,
      end: at,
      name,
      ...(fallback === undefined ? {} : { fallback }),
      ...(splits ? { splits } : {}),
    });
    this.#take(start, at);
  }

  /** The offset of the quote that closes a typographic one at the start of a word, 0 where this is none. */
  #curlyPartner(wordStart: number): number {
    const text = this.#text;
    const at = this.#at;
    const quote = straightQuote(text.charCodeAt(at));
    if (quote === "" || (at !== wordStart && !"=(,{".includes(text[at - 1] ?? " "))) return 0;
    for (let end = at + 1; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === LF || code === CR || code === 0) return 0;
      if (code === quote.charCodeAt(0) || straightQuote(code) !== quote) continue;
      this.curlyQuotes.push(
        { span: { start: at, end: at + 1 }, newText: quote },
        { span: { start: end, end: end + 1 }, newText: quote },
      );
      return end;
    }
    return 0;
  }

  /** A word's value with ASCII marks for full-width ones, where it is not text in a script that has them. */
  #narrow(start: number, value: string): string {
    if (!fullWidthCharacter.test(value) || eastAsianLetter.test(value)) return value;
    let narrowed = "";
    for (let at = 0; at < value.length; at++) {
      const narrow = narrowPunctuation(value.charCodeAt(at));
      if (narrow === "") {
        narrowed += value[at];
        continue;
      }
      this.fullWidth.push({ span: { start: start + at, end: start + at + 1 }, newText: narrow });
      narrowed += narrow;
    }
    return narrowed;
  }

  #blame(problem: LineFault["problem"], start: number, end: number, message: string): void {
    this.fault ??= { problem, start, end, message };
  }
}

/** The texts that were taken last: the same words come again and again, and one string serves for all of a kind. */
class RepeatedTexts {
  readonly #slots: (string | undefined)[] = new Array(4096).fill(undefined);

  take(text: string, start: number, end: number, hash: number): string {
    const slot = (hash ^ (hash >>> 12)) & 4095;
    const known = this.#slots[slot];
    if (known !== undefined && known.length === end - start && text.startsWith(known, start)) return known;
    const taken = text.slice(start, end);
    this.#slots[slot] = taken;
    return taken;
  }
}

const pseudoVariables = new Set([".FILE", ".LINE", ".SECTION"]);

function isNameUnit(code: number): boolean {
  return isAsciiLetter(code) || isDigit(code) || code === 0x5f;
}
