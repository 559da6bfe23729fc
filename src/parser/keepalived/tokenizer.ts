/** Cuts a keepalived file into tokens with one pass over its lines; every mistake of the characters is found here. */
import type { VariableReference, Word } from "../../ast/word.ts";
import { commentStart } from "../../schema/keepalived/comment.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import { addAll } from "../../text/lists.ts";
import type { Span } from "../../text/span.ts";
import { irregularSpacePattern, irregularSpaceProblems, isIrregularSpace } from "../irregular-space.ts";
import { mayHoldPlaceholders, placeholderEnd, templateProblem } from "../template.ts";
import { commandWords, gluedCommand, isCommandKeyword, openCommand, openQuote } from "./command-words.ts";
import { referenceAt, referencesIn } from "./definition-references.ts";
import { escapedLine, openQuotes, readDefinition, readPrefix, trimmedEnd, unclosedQuote } from "./line-starts.ts";
import {
  curlyQuoteEnd,
  curlyQuoteProblem,
  fullWidthMarkProblem,
  fullWidthMarks,
  fullWidthReading,
  isCurlyQuote,
} from "./pasted-punctuation.ts";
import {
  CloseToken,
  CommentToken,
  DefinitionToken,
  IncludeToken,
  type KeepalivedToken,
  NewlineToken,
  OpenToken,
  PrefixToken,
  token,
  WordToken,
  wordOf,
} from "./tokens.ts";

export interface Tokens {
  readonly tokens: KeepalivedToken[];
  readonly problems: SyntaxProblem[];
  /** How many placeholders of a template language there are. */
  readonly placeholders: number;
  /** Braces may stand on lines that count only on some nodes, or come out of definitions: counting them says nothing. */
  readonly bracesVary: boolean;
}

/** The tokens of some lines of a text. */
export function tokenize(text: string, lines: Span): Tokens {
  return new Tokenizer(text, lines).run();
}

const QUOTE = 0x22;
const HASH = 0x23;
const BANG = 0x21;
const DOLLAR = 0x24;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

class Tokenizer {
  readonly #text: string;
  readonly #tokens: KeepalivedToken[] = [];
  readonly #problems: SyntaxProblem[] = [];
  readonly #hasIrregularSpaces: boolean;
  readonly #hasPlaceholders: boolean;
  readonly #irregular: number[] = [];
  #placeholders = 0;
  #firstPlaceholder: { start: number; end: number } | undefined;
  #bracesVary = false;
  /** How many braces are open, and the keyword in front of the outermost one. */
  #depth = 0;
  #outermost = "";
  /** A `@host` stands before the rest of the line. */
  #conditional = false;
  #at: number;
  /** Where the line ends. */
  #end = 0;
  /** Where the last of the lines ends. */
  readonly #last: number;

  constructor(text: string, { start, end }: Span) {
    const own = text.slice(start, end);
    this.#text = text;
    this.#hasIrregularSpaces = irregularSpacePattern.test(own);
    this.#hasPlaceholders = mayHoldPlaceholders(own);
    this.#at = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
    this.#last = end;
  }

  run(): Tokens {
    const text = this.#text;
    while (this.#at < this.#last) {
      this.#end = endOfLine(text, this.#at);
      this.#line();
      // A definition or a template's comment may have ended on a later line.
      const next = text.indexOf("\n", this.#at);
      if (next === -1) break;
      this.#newline(next);
      this.#at = next + 1;
    }
    if (this.#irregular.length > 0) addAll(this.#problems, irregularSpaceProblems(text, this.#irregular, "keepalived"));
    if (this.#firstPlaceholder !== undefined) {
      this.#problems.push(templateProblem(this.#firstPlaceholder, this.#placeholders));
    }
    return {
      tokens: this.#tokens,
      problems: this.#problems,
      placeholders: this.#placeholders,
      bracesVary: this.#bracesVary,
    };
  }

  #newline(at: number): void {
    const last = this.#tokens.at(-1);
    if (last !== undefined && last.tokenType !== NewlineToken) this.#tokens.push(token(NewlineToken, at, at + 1));
  }

  /** One physical line: pieces between braces, each of which is a line of its own for the daemon. */
  #line(): void {
    this.#conditional = false;
    this.#skipSpace();
    if (this.#text.startsWith("\\!", this.#at)) this.#problems.push(escapedLine(this.#at));
    let more = true;
    while (more) more = this.#piece();
  }

  /** Up to a brace, a comment or the line's end; false where the line is done. */
  #piece(): boolean {
    this.#skipSpace();
    if (this.#at >= this.#end) return false;
    if (this.#lineStart()) return this.#at < this.#end && this.#afterWords();
    const first = this.#tokens.length;
    while (this.#word()) this.#skipSpace();
    const head = this.#tokens[first];
    if (this.#depth === 0 && head !== undefined) this.#outermost = wordOf(head).value;
    this.#glueBackslash(first);
    this.#rereadCommand(first);
    return this.#afterWords();
  }

  /** A brace or a comment, after which another piece may start. */
  #afterWords(): boolean {
    this.#skipSpace();
    if (this.#at >= this.#end) return false;
    const code = this.#text.charCodeAt(this.#at);
    const mark = fullWidthMarks.get(code);
    if (mark !== undefined) {
      this.#problems.push(fullWidthMarkProblem({ start: this.#at, end: this.#at + 1 }, mark));
      this.#mark(mark.charCodeAt(0));
    } else this.#mark(code);
    return this.#at < this.#end;
  }

  #mark(code: number): void {
    const start = this.#at;
    if (code === OPEN || code === CLOSE) {
      if (this.#conditional) this.#bracesVary = true;
      this.#depth = Math.max(0, this.#depth + (code === OPEN ? 1 : -1));
      this.#tokens.push(token(code === OPEN ? OpenToken : CloseToken, start, start + 1));
      this.#at++;
      return;
    }
    const marker = code === BACKSLASH ? 2 : 1;
    const end = trimmedEnd(this.#text, start, this.#end);
    const comment = { kind: "Comment" as const, start, end, text: this.#text.slice(start + marker, end) };
    this.#tokens.push(token(CommentToken, start, end, comment));
    this.#at = this.#end;
  }

  /** `@host`, `$NAME=`, `~SEQ(…)`, `include`. True where the rest of the line is taken. */
  #lineStart(): boolean {
    const text = this.#text;
    let conditions = 0;
    for (;;) {
      const prefix = readPrefix(text, this.#at, this.#end);
      // One condition a line: a second is a word.
      if (prefix === undefined || (prefix.kind === "condition" && conditions++ > 0)) break;
      this.#tokens.push(token(PrefixToken, prefix.span.start, prefix.span.end, prefix));
      if (prefix.kind === "condition") this.#conditional = true;
      this.#at = prefix.span.end;
      this.#skipSpace();
    }
    const code = text.charCodeAt(this.#at);
    if (code === DOLLAR) return this.#definition();
    if (code === 0x69 && text.startsWith("include", this.#at)) return this.#include();
    return this.#at >= this.#end;
  }

  #definition(): boolean {
    const definition = readDefinition(this.#text, this.#at, this.#end);
    if (definition === undefined) return false;
    if (definition.text.includes("{") || definition.text.includes("}")) this.#bracesVary = true;
    if (definition.text.includes('"')) addAll(this.#problems, openQuotes(this.#text, definition.value));
    this.#tokens.push(token(DefinitionToken, this.#at, definition.value.end, definition));
    this.#at = definition.value.end;
    this.#end = endOfLine(this.#text, this.#at);
    return true;
  }

  #include(): boolean {
    const text = this.#text;
    let to = this.#at + "include".length;
    if ("rmwba".includes(text[to] ?? " ")) to++;
    if (to < this.#end && !this.#isSpace(to)) return false;
    const keyword: Word = { start: this.#at, end: to, value: text.slice(this.#at, to) };
    this.#at = to;
    this.#skipSpace();
    const start = this.#at;
    const end = trimmedEnd(text, start, commentStart(text, start, this.#end));
    // Without a file to read it is a word like any other (keepalived 2.2.7).
    if (end <= start) {
      this.#at = keyword.start;
      return false;
    }
    const pattern = this.#plainWord(start, end);
    this.#tokens.push(token(IncludeToken, keyword.start, Math.max(to, end), { keyword, pattern }));
    this.#at = Math.max(to, end);
    return true;
  }

  /** One word; false where a brace, a comment or the end of the line stands instead. */
  #word(): boolean {
    if (this.#at >= this.#end) return false;
    const start = this.#at;
    const code = this.#text.charCodeAt(start);
    if (code === QUOTE) return this.#quoted(start);
    if (isCurlyQuote(code)) {
      const close = curlyQuoteEnd(this.#text, start, this.#end);
      if (close !== -1) {
        this.#problems.push(curlyQuoteProblem(this.#text, { start, end: close + 1 }));
        return this.#push(this.#quotedWord(start, close + 1, close));
      }
    }
    const end = this.#unquotedEnd(start);
    if (end === start) return false;
    const reading = fullWidthReading(this.#text, { start, end });
    if (reading === undefined) return this.#push(this.#plainWord(start, end));
    this.#problems.push(reading.problem);
    return this.#push({ ...this.#plainWord(start, end), value: reading.value });
  }

  #quoted(start: number): boolean {
    const close = this.#text.indexOf('"', start + 1);
    if (close !== -1 && close < this.#end) return this.#push(this.#quotedWord(start, close + 1, close));
    let end = trimmedEnd(this.#text, start, this.#end);
    this.#problems.push({
      problem: "unclosed-quote",
      span: { start, end },
      message: unclosedQuote,
    });
    // The brace at the line's end was hardly meant to be text; taking it for one would unsettle all that follows.
    if (this.#text.charCodeAt(end - 1) === OPEN && end - 1 > start) end = trimmedEnd(this.#text, start, end - 1);
    return this.#push(this.#quotedWord(start, end, end));
  }

  #quotedWord(start: number, end: number, valueEnd: number): Word {
    const word = { start, end, value: this.#text.slice(start + 1, valueEnd), quoted: true };
    return this.#withVariables(word, start + 1, valueEnd);
  }

  #plainWord(start: number, end: number): Word {
    const written = this.#text.slice(start, end);
    const value = this.#readsEscapes() ? written.replace(/\\([#!])/g, "$1") : written;
    return this.#withVariables({ start, end, value }, start, end);
  }

  /** global_defs is what the parent process reads, from the file itself (keepalived 2.2.7 and 2.4.3). */
  #readsEscapes(): boolean {
    return this.#depth > 0 && this.#outermost === "global_defs";
  }

  #withVariables(word: Word, start: number, end: number): Word {
    const references = referencesIn(this.#text, start, end);
    const placeholders = this.#hasPlaceholders ? this.#placeholdersIn(start, end) : undefined;
    const variables = references === undefined ? placeholders : [...references, ...(placeholders ?? [])];
    return variables === undefined ? word : { ...word, variables };
  }

  #placeholdersIn(start: number, end: number): VariableReference[] | undefined {
    const found: VariableReference[] = [];
    for (let at = start; at < end; at++) {
      const to = placeholderEnd(this.#text, at);
      if (to === undefined || to > end) continue;
      found.push({ start: at, end: to, name: this.#text.slice(at, to) });
      this.#placeholders++;
      this.#firstPlaceholder ??= { start: at, end: to };
      at = to - 1;
    }
    if (found.length > 0) this.#bracesVary = true;
    return found.length > 0 ? found : undefined;
  }

  #unquotedEnd(start: number): number {
    const text = this.#text;
    let at = start;
    while (at < this.#end) {
      const code = text.charCodeAt(at);
      if (this.#hasPlaceholders && (code === OPEN || code === 0x3c)) {
        const end = placeholderEnd(text, at);
        if (end !== undefined) {
          at = end;
          if (at > this.#end) this.#end = endOfLine(text, at);
          continue;
        }
      }
      if (code === QUOTE || code === HASH || code === BANG || code === OPEN || code === CLOSE) return at;
      if (this.#isSpace(at) || (code > 0xff && fullWidthMarks.has(code))) return at;
      if (code === DOLLAR) at = referenceAt(text, at, this.#end)?.end ?? at + 1;
      else if (code === BACKSLASH) {
        const next = text.charCodeAt(at + 1);
        // The vrrp, checker and bfd processes read a copy without the backslash, so the text ends here for them.
        const escaped = next === HASH || next === BANG;
        if (escaped && !this.#readsEscapes()) return at;
        at += (escaped || next === BACKSLASH) && at + 2 <= this.#end ? 2 : 1;
      } else at++;
    }
    return at;
  }

  #push(word: Word): true {
    this.#tokens.push(token(WordToken, word.start, word.end, word));
    this.#at = word.end;
    return true;
  }

  /** No line goes on behind a backslash: keepalived drops the blanks before it, so that it ends the word that stood there. */
  #glueBackslash(first: number): void {
    const last = this.#tokens.at(-1);
    const previous = this.#tokens.at(-2);
    if (last === undefined || previous === undefined || this.#tokens.length < first + 2 || this.#at < this.#end) return;
    if (this.#text.charCodeAt(last.startOffset) !== BACKSLASH || last.endOffset !== last.startOffset + 1) return;
    // Since the line's first token all are words.
    const before = wordOf(previous);
    if (before.quoted === true) return;
    this.#tokens.length -= 2;
    this.#push({ ...before, end: last.endOffset, value: `${before.value}\\` });
    this.#at = this.#end;
  }

  /** A command's words are read again by other rules; the first reading stays where quotes do not close. */
  #rereadCommand(first: number): void {
    const keyword = this.#tokens[first];
    const from = this.#tokens[first + 1];
    const last = this.#tokens.at(-1);
    if (keyword === undefined || from === undefined || last === undefined) return;
    if (!isCommandKeyword(wordOf(keyword).value)) return;
    const { startOffset: start, endOffset: end } = from;
    const { startOffset, endOffset } = keyword;
    if (endOffset === start)
      this.#problems.push({ problem: "stray-text", span: { start: startOffset, end }, message: gluedCommand });
    const written = this.#text.slice(start, last.endOffset);
    if (!written.includes("\\") && !written.includes("'")) return;
    const words = commandWords(this.#text, start, last.endOffset);
    const open = openQuote(words, written) || written.endsWith("\\");
    if (open && this.#problems.at(-1)?.problem !== "unclosed-quote")
      this.#problems.push({ problem: "unclosed-quote", span: { start, end: last.endOffset }, message: openCommand });
    if (words === undefined) return;
    this.#tokens.length = first + 1;
    for (const word of words) this.#tokens.push(token(WordToken, word.start, word.end, word));
    const problem = this.#problems.at(-1);
    if (problem?.problem === "unclosed-quote" && problem.span.start >= start && !open) this.#problems.pop();
  }

  #isSpace(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return true;
    return this.#hasIrregularSpaces && code > 0x7f && isIrregularSpace(code);
  }

  #skipSpace(): void {
    while (this.#at < this.#end && this.#isSpace(this.#at)) {
      if (this.#text.charCodeAt(this.#at) > 0x7f) this.#irregular.push(this.#at);
      this.#at++;
    }
  }
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline === -1 ? text.length : newline;
}
