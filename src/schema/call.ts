/** What stands in parentheses glued to a keyword: `set-var(txn.x)`, `sc-inc-gpc(1,0)`, `hdr(host)`. */
import { remembered } from "../text/remembered.ts";
import type { Entry } from "./entry.ts";
import type { InsideFailure } from "./inside.ts";
import type { MatchWord } from "./match.ts";
import { type Pattern, somePattern } from "./pattern.ts";
import { problemAt } from "./problem.ts";
import { programOf } from "./program.ts";
import { runProgram } from "./run.ts";
import type { LanguageTable } from "./table.ts";
import { Rejection } from "./types/type.ts";

/** One argument of a call, with its offsets in the word. */
export interface CallPart extends MatchWord {
  readonly start: number;
  readonly end: number;
}

export interface CallWord {
  readonly name: string;
  /** Absent where the word has no parenthesis. */
  readonly args?: readonly CallPart[];
  /** The parenthesis is closed. */
  readonly closed: boolean;
  /** Nothing follows the closing parenthesis. */
  readonly ended: boolean;
}

/** Takes `name(a,b)` apart. Commas inside further parentheses or quotes do not separate; the quotes are no part of the value. */
export function splitCall(text: string): CallWord {
  const open = text.indexOf("(");
  if (open === -1) return { name: text, closed: true, ended: true };
  const close = text.lastIndexOf(")");
  const closed = close > open;
  const end = closed ? close : text.length;
  const args: CallPart[] = [];
  let depth = 0;
  let quote: string | undefined;
  let start = open + 1;
  for (let at = start; at <= end; at++) {
    const character = text[at];
    if (at < end && (character !== "," || depth > 0 || quote !== undefined)) {
      if (quote !== undefined) quote = character === quote ? undefined : quote;
      else if (character === "'" || character === '"') quote = character;
      else if (character === "(") depth++;
      else if (character === ")") depth--;
      continue;
    }
    args.push({ value: withoutQuotes(text.slice(start, at)), start, end: at });
    start = at + 1;
  }
  const [only] = args;
  return {
    name: text.slice(0, open),
    args: args.length === 1 && only?.value === "" ? [] : args,
    closed,
    ended: close === text.length - 1,
  };
}

function withoutQuotes(text: string): string {
  return text.includes('"') || text.includes("'") ? text.replaceAll(/(["'])(.*?)\1/g, "$2") : text;
}

/** What is wrong with the parentheses of a keyword's word; nothing where they fit. */
export function callFailure(entry: Entry, text: string, table: LanguageTable): InsideFailure | undefined {
  if (text.length > longestCall) return undefined;
  const { name, args, closed, ended } = splitCall(text);
  if (args === undefined && entry.call === undefined) return undefined;
  const from = name.length;
  if (entry.call === undefined) return failure(from, text.length, "takes nothing in parentheses");
  if (!closed || (entry.closed === true && !ended))
    return failure(from, text.length, "has no closing parenthesis at its end");
  const program = programOf(callPattern(entry.call), table.types);
  const given = args ?? [];
  if (runProgram(program, given, table, undefined).problem === undefined) return undefined;
  if (args === undefined) return failure(0, text.length, "needs an argument in parentheses");
  const { problem: stop } = runProgram(program, given, table, new Map());
  if (stop === undefined) return undefined;
  const { problem } = problemAt(stop, given, table);
  const place = given[problem.at] ?? { start: text.length - 1, end: text.length };
  const reason = problem.reason ?? callReasons[problem.problem];
  return { start: place.start, end: place.end, expected: stop.expected, rejection: new Rejection(reason) };
}

/** Calls may nest; longer words than the program takes on a line are not looked into. */
const longestCall = 2048;

const callReasons = {
  "missing-argument": "lacks an argument in its parentheses",
  "extra-argument": "has too many arguments in its parentheses",
  "invalid-value": "has an argument that does not fit",
  "out-of-range": "has an argument out of range",
  "unknown-word": "has an argument that is not known",
};

function failure(start: number, end: number, reason: string): InsideFailure {
  return { start, end, expected: [], rejection: new Rejection(reason) };
}

/**
 * A call's notation writes its arguments in one word with commas; matching takes the arguments one by one:
 * `<a>[,<b>]` becomes `<a> [<b>]`.
 */
export const callPattern = remembered(separate);

function separate(pattern: Pattern): Pattern {
  switch (pattern.kind) {
    case "joined":
      return { kind: "seq", of: separateParts(pattern.of) };
    case "seq":
    case "any":
      return { kind: pattern.kind, of: pattern.of.map(separate) };
    case "opt":
    case "rep":
      return { kind: pattern.kind, of: separate(pattern.of) };
    case "list":
      return { kind: "rep", of: separate(pattern.of) };
    case "lit":
      return { kind: "seq", of: separateParts([pattern]) };
    default:
      return pattern;
  }
}

function separateParts(parts: readonly Pattern[]): Pattern[] {
  const found: Pattern[] = [];
  let together: Pattern[] = [];
  const finish = () => {
    const [only] = together;
    if (together.length === 1 && only !== undefined) found.push(only.kind === "lit" ? only : separate(only));
    else if (together.length > 1) found.push({ kind: "joined", of: together });
    together = [];
  };
  for (const part of parts.flatMap((one) => (one.kind === "lit" ? cut(one.text) : [one]))) {
    const startsOwn = part.kind === "opt" || part.kind === "any" || part.kind === "rep" || part.kind === "list";
    if (part.kind === "lit" && part.text === ",") finish();
    else if (startsOwn && holdsComma(part)) {
      finish();
      found.push(separate(part));
    } else together.push(part);
  }
  finish();
  return found;
}

function cut(text: string): Pattern[] {
  return text.split(/(,)/).flatMap((one) => (one === "" ? [] : [{ kind: "lit" as const, text: one }]));
}

function holdsComma(pattern: Pattern): boolean {
  return somePattern(pattern, (one) => one.kind === "list" || (one.kind === "lit" && one.text.includes(",")));
}
