/** Cuts a haproxy.cfg into line tokens and reports what the program's reader, or halint's forgiving one, has to say of a line. */
import type { Word } from "../../ast/word.ts";
import type { Span } from "../../text/span.ts";
import type { TokenType } from "../chevrotain.ts";
import { irregularSpaceProblems } from "../irregular-space.ts";
import { isRawByte } from "./characters.ts";
import {
  Arguments,
  CommentText,
  DirectiveWord,
  KeywordWord,
  type LineToken,
  lineToken,
  PrefixWord,
  SectionWord,
  UnreadText,
} from "./line-tokens.ts";
import type { ProblemList } from "./problems.ts";
import { WordScanner } from "./word-scanner.ts";
import type { WordTable } from "./word-table.ts";

/** The program takes 64 words (haproxy 2.4 to 3.4: "too many words"). */
const maxWords = 64;

export class LineTokenizer {
  /** First words of lines that the program does not take apart; their arguments are not to be judged. */
  readonly faulty = new Set<number>();
  readonly #text: string;
  readonly #problems: ProblemList;
  readonly #isSection: (name: string) => boolean;
  readonly #scanner: WordScanner;
  #oddSpaces: number[] = [];
  #at: number;
  #end = 0;
  readonly #hasRawBytes: boolean;
  // Said once for each stretch.
  #nulReported = false;
  #encodingReported = false;

  constructor(text: string, isSection: (name: string) => boolean, problems: ProblemList) {
    this.#text = text;
    this.#problems = problems;
    this.#isSection = isSection;
    this.#scanner = new WordScanner(text);
    this.#hasRawBytes = /[\udc80-\udcff]/.test(text);
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    if (this.#at === 1) {
      problems.add(
        "bad-encoding",
        { start: 0, end: 1 },
        "A byte order mark starts the file, and haproxy takes it for a part of the first word",
        {
          severity: "error",
          fix: { title: "Remove the byte order mark", edits: [{ span: { start: 0, end: 1 }, newText: "" }] },
        },
      );
    }
  }

  /** The words of the lines that were taken so far. */
  get words(): WordTable {
    return this.#scanner.table;
  }

  /** Goes on with the lines of a stretch. */
  enter({ start, end }: Span): void {
    this.#end = end;
    this.#nulReported = false;
    this.#encodingReported = !this.#hasRawBytes;
    // The byte order mark is no part of the first line.
    if (start > 0 || this.#at !== 1) this.#at = start;
  }

  /** Whether the stretch is read. */
  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** The tokens of the stretch's next lines, up to a number of lines. */
  take(lines: number): LineToken[] {
    const tokens: LineToken[] = [];
    for (let count = 0; count < lines && !this.done; count++) {
      this.#scanner.scanLine(this.#at);
      this.#pushLine(tokens);
      this.#judgeLine();
      this.#at = this.#scanner.next;
    }
    if (this.done) this.#finish();
    return tokens;
  }

  #pushLine(tokens: LineToken[]): void {
    const { commentStart, contentEnd, lineEnd } = this.#scanner;
    this.#pushWords(tokens);
    if (commentStart !== -1) tokens.push(lineToken(CommentText, commentStart, contentEnd));
    if (contentEnd < lineEnd) tokens.push(lineToken(UnreadText, contentEnd, lineEnd));
  }

  #pushWords(tokens: LineToken[]): void {
    const { table, first } = this.#scanner;
    const end = table.length;
    if (first === end) return;
    const value = table.value(first);
    let keyword = first;
    if (first + 1 < end && (value === "no" || value === "default")) {
      this.#pushWord(tokens, PrefixWord, first);
      keyword = first + 1;
      this.#pushWord(tokens, KeywordWord, keyword);
    } else this.#pushWord(tokens, this.#typeOf(first), first);
    if (keyword + 1 < end) tokens.push(lineToken(Arguments, table.start(keyword + 1), table.end(end - 1), end));
  }

  #pushWord(tokens: LineToken[], type: TokenType, at: number): void {
    const { table } = this.#scanner;
    tokens.push(lineToken(type, table.start(at), table.end(at), at));
  }

  #typeOf(first: number) {
    const { table } = this.#scanner;
    const value = table.value(first);
    if (value.startsWith(".") || (value.startsWith("[") && !table.isQuoted(first))) return DirectiveWord;
    return this.#isSection(value) ? SectionWord : KeywordWord;
  }

  #judgeLine(): void {
    const scanner = this.#scanner;
    const { table, first, fault, nulAt, contentEnd, lineEnd } = scanner;
    const hasWords = table.length > first;
    const problems = this.#problems;
    for (const { start, end } of scanner.oddSpaces) for (let at = start; at < end; at++) this.#oddSpaces.push(at);
    if (scanner.curlyQuotes.length > 0)
      problems.addEdits(
        "curly-quote",
        "Typographic quotes are letters to haproxy",
        "Write straight quotes",
        scanner.curlyQuotes,
      );
    if (scanner.fullWidth.length > 0) {
      problems.addEdits(
        "full-width-punctuation",
        "Full-width punctuation is a letter to haproxy",
        "Write ASCII punctuation",
        scanner.fullWidth,
      );
    }
    if (hasWords) this.#judgeWords(table, first);
    if (fault !== undefined) {
      problems.add(fault.problem, fault, fault.message);
      if (hasWords) this.faulty.add(first);
    }
    if (nulAt !== -1 && !this.#nulReported) {
      this.#nulReported = true;
      problems.add(
        "nul-byte",
        { start: nulAt, end: nulAt + 1 },
        "A NUL byte stands here: haproxy stops reading the file",
      );
    } else if (nulAt === -1 && contentEnd < lineEnd && this.#text.slice(contentEnd, lineEnd).trim() !== "") {
      problems.add(
        "stray-text",
        { start: contentEnd, end: lineEnd },
        "haproxy does not read what follows a carriage return",
        { severity: "warning" },
      );
    }
  }

  #judgeWords(table: WordTable, first: number): void {
    const count = table.length - first;
    if (count > maxWords) {
      this.#problems.add(
        "line-too-long",
        { start: table.start(first + maxWords), end: table.end(table.length - 1) },
        `haproxy takes at most ${maxWords} words on a line, this one has ${count}`,
      );
      this.faulty.add(first);
    }
    const isDirective = table.value(first).startsWith(".");
    for (let at = first + 1; at < table.length && !isDirective; at++) {
      if (table.value(at) !== "") continue;
      this.#problems.add(
        "empty-argument",
        { start: table.start(at), end: table.end(at) },
        "An empty argument ends the line for haproxy: what follows is not read, and 3.3 and newer reject it",
      );
      this.faulty.add(first);
      break;
    }
    if (!this.#encodingReported) this.#judgeEncoding(this.#scanner.words);
  }

  #judgeEncoding(words: readonly Word[]): void {
    for (const word of words) {
      if (word.quoted === true) continue;
      for (let at = 0; at < word.value.length; at++) {
        if (!isRawByte(word.value, at)) continue;
        this.#encodingReported = true;
        this.#problems.add(
          "bad-encoding",
          { start: word.start + at, end: word.start + at + 1 },
          "This byte is not UTF-8",
        );
        return;
      }
    }
  }

  #finish(): void {
    this.#problems.addAll(irregularSpaceProblems(this.#text, this.#oddSpaces, "haproxy"));
    this.#oddSpaces = [];
    if (this.#at >= this.#text.length) this.#judgeEnd();
  }

  #judgeEnd(): void {
    const { length } = this.#text;
    if (length === 0 || this.#text.endsWith("\n")) return;
    const newText = this.#text.includes("\r\n") ? "\r\n" : "\n";
    this.#problems.add(
      "missing-final-newline",
      { start: length, end: length },
      "The last line has no line feed: haproxy takes the file for truncated and rejects it",
      {
        fix: { title: "Add a line feed", edits: [{ span: { start: length, end: length }, newText }] },
      },
    );
  }
}
