/** The tokens of a log-format. Each carries the part that it stands for. */
import type { LogFormatPart } from "../../ast/haproxy/expression.ts";
import { createToken, type TokenType } from "../chevrotain.ts";
import { OffsetToken } from "../token.ts";
import { isAsciiLetter, isDigit } from "./characters.ts";
import { parseExpression } from "./expression-parser.ts";
import type { Fault } from "./fault.ts";
import type { InnerText } from "./inner-text.ts";

export const FormatText = createToken({ name: "FormatText" });
export const FormatAlias = createToken({ name: "FormatAlias" });
export const FormatExpression = createToken({ name: "FormatExpression" });

export const formatTokens = [FormatText, FormatAlias, FormatExpression];

export type FormatToken = OffsetToken<LogFormatPart>;

/** Cuts a log-format as haproxy does; stops where the program would refuse it. */
export function tokenizeLogFormat(inner: InnerText): { readonly tokens: FormatToken[]; readonly fault?: Fault } {
  const tokenizer = new FormatTokenizer(inner);
  return { tokens: tokenizer.tokens, ...(tokenizer.fault === undefined ? {} : { fault: tokenizer.fault }) };
}

class FormatTokenizer {
  readonly tokens: FormatToken[] = [];
  fault: Fault | undefined;
  readonly #inner: InnerText;
  readonly #text: string;
  #textStart = 0;

  constructor(inner: InnerText) {
    this.#inner = inner;
    this.#text = inner.text;
    let at = this.#text.indexOf("%");
    while (at !== -1 && this.fault === undefined) at = this.#text.indexOf("%", this.#readMark(at));
    if (this.fault === undefined) this.#pushText(this.#text.length);
  }

  /** What follows a `%`. Returns where text goes on. */
  #readMark(mark: number): number {
    const text = this.#text;
    let at = mark + 1;
    if (text[at] === "(") {
      at = this.#readName(at + 1);
      if (this.fault !== undefined) return at;
    }
    let flags: string | undefined;
    if (text[at] === "{") {
      const close = text.indexOf("}", at);
      if (close === -1) return this.#blame(mark, text.length, "the flags after %{ have no closing brace");
      flags = text.slice(at + 1, close);
      at = close + 1;
    }
    const code = text.charCodeAt(at);
    if (text[at] === "[") return this.#readExpression(mark, at + 1, flags);
    if (isAsciiLetter(code) || (flags !== undefined && isDigit(code))) return this.#readAlias(mark, at, flags);
    if (flags !== undefined) return this.#blame(mark, at, "an alias or an expression has to follow the flags");
    if (at >= text.length) return this.#blame(mark, at, "a % ends the text: write %% for a percent sign");
    if (isDigit(code) || text[at] === " " || text[at] === "\t") {
      return this.#blame(mark, at + 1, "no alias starts like this: write %% for a percent sign");
    }
    return text[at] === "%" ? at + 1 : at;
  }

  /** `name)` or `name:type)`. Returns what follows. */
  #readName(from: number): number {
    const text = this.#text;
    const shape = /[\w-]*(?::[\w-]*)?\)/y;
    shape.lastIndex = from;
    const found = shape.exec(text);
    if (found === null)
      return this.#blame(
        from - 1,
        text.length,
        "the name after %( is not closed or holds other than letters, digits, _ and -",
      );
    return from + found[0].length;
  }

  #readExpression(mark: number, from: number, flags: string | undefined): number {
    const text = this.#text;
    const { expression, fault, end } = parseExpression(this.#inner, from, "]");
    if (fault !== undefined) {
      this.fault = fault;
      return text.length;
    }
    if (text[end] !== "]") {
      const message =
        end < text.length ? "a comma or ] has to stand here" : "the expression after %[ has no closing bracket";
      return this.#blame(end < text.length ? end : mark, end < text.length ? end + 1 : end, message);
    }
    const part = {
      kind: "Expression" as const,
      ...this.#span(mark, end + 1),
      ...(flags === undefined ? {} : { flags }),
    };
    this.#push(FormatExpression, mark, end + 1, expression === undefined ? part : { ...part, expression });
    return end + 1;
  }

  #readAlias(mark: number, from: number, flags: string | undefined): number {
    const text = this.#text;
    let end = from;
    while (isAsciiLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end))) end++;
    const part = { kind: "Alias" as const, ...this.#span(mark, end), name: text.slice(from, end) };
    this.#push(FormatAlias, mark, end, flags === undefined ? part : { ...part, flags });
    return end;
  }

  #push(type: TokenType, start: number, end: number, part: LogFormatPart): void {
    this.#pushText(start);
    this.tokens.push(new OffsetToken(type, start, end, part));
    this.#textStart = end;
  }

  #pushText(end: number): void {
    const start = this.#textStart;
    if (end > start)
      this.tokens.push(new OffsetToken(FormatText, start, end, { kind: "Text", ...this.#span(start, end) }));
  }

  #span(start: number, end: number) {
    return { start: this.#inner.at(start), end: this.#inner.at(end) };
  }

  #blame(start: number, end: number, message: string): number {
    this.fault = { ...this.#span(start, end), message };
    return this.#text.length;
  }
}
