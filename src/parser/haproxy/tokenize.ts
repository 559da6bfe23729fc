/** Cuts a haproxy.cfg into line tokens and reports what the program's reader, or halint's forgiving one, has to say of a line. */
import type { Word } from "../../ast/word.ts";
import { irregularSpaceProblems } from "../irregular-space.ts";
import { isRawByte } from "./characters.ts";
import {
  Arguments,
  CommentText,
  DirectiveWord,
  KeywordWord,
  LineEnd,
  type LineToken,
  lineToken,
  PrefixWord,
  SectionWord,
  UnreadText,
} from "./line-tokens.ts";
import type { ProblemList } from "./problems.ts";
import { WordScanner } from "./word-scanner.ts";

/** The program takes 64 words (haproxy 2.4 to 3.4: "too many words"). */
const maxWords = 64;

export class LineTokenizer {
  /** First words of lines that the program does not take apart; their arguments are not to be judged. */
  readonly faulty = new WeakSet<Word>();
  readonly #text: string;
  readonly #problems: ProblemList;
  readonly #isSection: (name: string) => boolean;
  readonly #scanner: WordScanner;
  readonly #oddSpaces: number[] = [];
  #at: number;
  #nulReported = false;
  #encodingReported: boolean;

  constructor(text: string, isSection: (name: string) => boolean, problems: ProblemList) {
    this.#text = text;
    this.#problems = problems;
    this.#isSection = isSection;
    this.#scanner = new WordScanner(text);
    this.#encodingReported = !/[\udc80-\udcff]/.test(text);
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

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The tokens of the next lines, up to a number of lines. */
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
    const { words, commentStart, contentEnd, lineEnd, next } = this.#scanner;
    this.#pushWords(tokens, words);
    if (commentStart !== -1) tokens.push(lineToken(CommentText, commentStart, contentEnd));
    if (contentEnd < lineEnd) tokens.push(lineToken(UnreadText, contentEnd, lineEnd));
    tokens.push(lineToken(LineEnd, lineEnd, next));
  }

  #pushWords(tokens: LineToken[], words: readonly Word[]): void {
    const first = words[0];
    if (first === undefined) return;
    let used = 1;
    const second = words[1];
    if (second !== undefined && (first.value === "no" || first.value === "default")) {
      tokens.push(lineToken(PrefixWord, first.start, first.end, [first]));
      tokens.push(lineToken(KeywordWord, second.start, second.end, [second]));
      used = 2;
    } else tokens.push(lineToken(this.#typeOf(first), first.start, first.end, [first]));
    const last = words.at(-1);
    const rest = words[used];
    if (last !== undefined && rest !== undefined) {
      tokens.push(lineToken(Arguments, rest.start, last.end, words.slice(used)));
    }
  }

  #typeOf(first: Word) {
    if (first.value.startsWith(".") || (first.value.startsWith("[") && !first.quoted)) return DirectiveWord;
    return this.#isSection(first.value) ? SectionWord : KeywordWord;
  }

  #judgeLine(): void {
    const scanner = this.#scanner;
    const { words, fault, nulAt, contentEnd, lineEnd } = scanner;
    const first = words[0];
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
    if (first !== undefined) this.#judgeWords(words, first);
    if (fault !== undefined) {
      problems.add(fault.problem, fault, fault.message);
      if (first !== undefined) this.faulty.add(first);
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

  #judgeWords(words: readonly Word[], first: Word): void {
    const extra = words[maxWords];
    if (extra !== undefined) {
      const last = words.at(-1) ?? extra;
      this.#problems.add(
        "line-too-long",
        { start: extra.start, end: last.end },
        `haproxy takes at most ${maxWords} words on a line, this one has ${words.length}`,
      );
      this.faulty.add(first);
    }
    for (const word of words) {
      if (word.value === "" && word !== first) {
        this.#problems.add(
          "empty-argument",
          word,
          "An empty argument ends the line for haproxy: what follows is not read, and 3.3 and newer reject it",
        );
        this.faulty.add(first);
        break;
      }
    }
    if (!this.#encodingReported) this.#judgeEncoding(words);
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
    this.#problems.all.push(...irregularSpaceProblems(this.#text, this.#oddSpaces, "haproxy"));
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
