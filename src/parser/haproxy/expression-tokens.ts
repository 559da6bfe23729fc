/** The tokens of a sample expression: `req.hdr(host),lower,map(/etc/x.map)`. */
import { createToken, type TokenType } from "../chevrotain.ts";
import { OffsetToken } from "../token.ts";
import { isAsciiLetter, isDigit } from "./characters.ts";

/** The name of a fetch or a converter. */
export const CallName = createToken({ name: "CallName" });
export const OpenParenthesis = createToken({ name: "OpenParenthesis" });
export const CloseParenthesis = createToken({ name: "CloseParenthesis" });
/** Text between parentheses and commas; its payload is the value without quotes and escapes. May be empty. */
export const CallArgumentText = createToken({ name: "CallArgumentText" });
export const Comma = createToken({ name: "Comma" });

export const expressionTokens = [CallName, OpenParenthesis, CloseParenthesis, CallArgumentText, Comma];

export type ExpressionToken = OffsetToken<string>;

export interface ExpressionTokens {
  readonly tokens: ExpressionToken[];
  /** Where the expression ends: at the first character that cannot belong to it. */
  readonly end: number;
}

/** Reads the tokens of an expression that starts at an offset of a text. Arguments are read as haproxy's argument parser does. */
export function tokenizeExpression(text: string, from = 0): ExpressionTokens {
  const tokens: ExpressionToken[] = [];
  let at = from;
  for (;;) {
    const start = at;
    while (isNameUnit(text.charCodeAt(at))) at++;
    if (at > start) {
      tokens.push(token(CallName, start, at));
      if (text[at] === "(") at = readArguments(text, at, tokens);
    } else if (text[at] === ",") {
      at++;
      tokens.push(token(Comma, start, at));
    } else return { tokens, end: at };
  }
}

/** The same for the arguments of one call, from the parenthesis that opens them; without a last `)` they have no end. */
export function tokenizeArguments(text: string, open: number): ExpressionTokens {
  const tokens: ExpressionToken[] = [];
  return { end: readArguments(text, open, tokens), tokens };
}

function token(type: TokenType, start: number, end: number, value = ""): ExpressionToken {
  return new OffsetToken(type, start, end, value);
}

function readArguments(text: string, open: number, tokens: ExpressionToken[]): number {
  let at = open + 1;
  tokens.push(token(OpenParenthesis, open, at));
  for (;;) {
    const start = at;
    const [end, value] = readArgument(text, at);
    tokens.push(token(CallArgumentText, start, end, value));
    at = end;
    if (text[at] === ",") tokens.push(token(Comma, at, at + 1));
    else if (text[at] === ")") tokens.push(token(CloseParenthesis, at, at + 1));
    else return at;
    at++;
    if (text[at - 1] === ")") return at;
  }
}

/** One argument: where it ends and what it is without its quotes and escapes. */
function readArgument(text: string, from: number): [end: number, value: string] {
  let at = from;
  let value = "";
  let quote = "";
  for (; at < text.length; at++) {
    const character = text[at] ?? "";
    if (quote !== "" && character === quote) quote = "";
    else if (quote === "" && (character === '"' || character === "'")) quote = character;
    else if (character === "\\" && quote !== "'" && at + 1 < text.length) {
      const escaped = escapes.get(text[at + 1] ?? "");
      if (escaped === undefined) value += character;
      else {
        value += escaped;
        at++;
      }
    } else if (quote === "" && (character === "," || character === ")")) break;
    else value += character;
  }
  return [at, value];
}

const escapes = new Map([
  ["\\", "\\"],
  [" ", " "],
  ['"', '"'],
  ["'", "'"],
  ["r", "\r"],
  ["n", "\n"],
  ["t", "\t"],
]);

/** Letters, digits and `. _ - + :` (haproxy 2.4 to 3.4). */
export function isNameUnit(code: number): boolean {
  return (
    isAsciiLetter(code) || isDigit(code) || (code > 0x20 && code < 0x80 && "._-+:".includes(String.fromCharCode(code)))
  );
}
