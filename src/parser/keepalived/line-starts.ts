/** What may stand at the start of a line before or instead of a keyword: `@host`, `~SEQ(…)`, `$NAME=`. */

import { commentContinues, commentStart } from "../../schema/keepalived/comment.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import type { DefinitionText, Prefix } from "./tokens.ts";

const BACKSLASH = 0x5c;

export const unclosedQuote = 'This `"` has no partner on its line: keepalived drops everything from here';

/**
 * A line that starts with `\!`: in the copy of the configuration that the vrrp, checker and bfd processes read, a line
 * that starts with `!` ends an included file (keepalived 2.2.7 and 2.4.3 crash).
 */
export function escapedLine(start: number): SyntaxProblem {
  const span = { start, end: start + 2 };
  return {
    problem: "stray-text",
    span,
    message: "keepalived crashes on a line that starts with `\\!`: without the backslash it is a comment",
    fix: { title: "Remove the backslash", edits: [{ span: { start, end: start + 1 }, newText: "" }] },
  };
}

/** keepalived reads no more of a line, so nothing is looked for further away. */
const longestLine = 1024;
const repetition = /~(SEQx?|LST)[ \t]{0,1024}\(([^)\n]{0,1024})\)/y;
const definition = /\$([A-Za-z_][A-Za-z0-9_]*)=/y;

/** `@id` needs a blank behind it; `~SEQ(…)` needs its parenthesis. */
export function readPrefix(text: string, at: number, end: number): Prefix | undefined {
  if (text[at] === "@") {
    const limit = Math.min(end, at + longestLine);
    let to = at + 1;
    while (to < limit && text[to] !== " " && text[to] !== "\t") to++;
    if (to >= limit) return undefined;
    const negated = text[at + 1] === "^";
    return { kind: "condition", span: { start: at, end: to }, id: text.slice(negated ? at + 2 : at + 1, to), negated };
  }
  if (text[at] !== "~") return undefined;
  repetition.lastIndex = at;
  const found = repetition.exec(text);
  if (found === null || repetition.lastIndex > end) return undefined;
  const form = found[1] === "SEQ" ? "SEQ" : found[1] === "SEQx" ? "SEQx" : "LST";
  return { kind: "repetition", span: { start: at, end: repetition.lastIndex }, form, text: found[2] ?? "" };
}

/** `$NAME=value`, over several lines where they end in a backslash. A line with nothing at all ends it too. */
export function readDefinition(text: string, at: number, end: number): DefinitionText | undefined {
  definition.lastIndex = at;
  const found = definition.exec(text);
  if (found === null || definition.lastIndex > end) return undefined;
  const nameText = found[1] ?? "";
  let start = definition.lastIndex;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  let line = definitionLine(text, start, end);
  while (line.continues) {
    const next = nextLine(text, line.lineEnd);
    if (next === undefined) break;
    line = next;
  }
  const valueEnd = line.end;
  return {
    name: { start: at + 1, end: at + 1 + nameText.length, value: nameText },
    value: { start, end: valueEnd },
    text: text.slice(start, valueEnd),
  };
}

/** The quotes of a definition's lines that have no partner on their line. */
export function openQuotes(text: string, value: Span): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (let start = value.start; start < value.end; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 || newline > value.end ? value.end : newline;
    const open = openQuoteIn(text, start, commentStart(text, start, end));
    if (open !== -1) problems.push({ problem: "unclosed-quote", span: { start: open, end }, message: unclosedQuote });
    start = end + 1;
  }
  return problems;
}

function openQuoteIn(text: string, start: number, end: number): number {
  const line = text.slice(start, end);
  let open = -1;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) {
    if (line.charCodeAt(at - 1) !== BACKSLASH) open = open === -1 ? start + at : -1;
  }
  return open;
}

interface DefinitionLine {
  /** Where its text ends, or its comment where the definition goes on behind that. */
  readonly end: number;
  readonly lineEnd: number;
  readonly continues: boolean;
}

function definitionLine(text: string, start: number, lineEnd: number): DefinitionLine {
  const bare = text.charCodeAt(lineEnd - 1) === 0x0d ? lineEnd - 1 : lineEnd;
  const end = Math.max(start, trimmedEnd(text, start, commentStart(text, start, bare)));
  if (commentContinues(text, start, bare)) return { end: bare, lineEnd, continues: true };
  return { end, lineEnd, continues: end > start && text.charCodeAt(end - 1) === BACKSLASH };
}

/** The next line that adds to a definition; lines that hold only a comment are passed over. */
function nextLine(text: string, from: number): DefinitionLine | undefined {
  let newline = text.indexOf("\n", from);
  while (newline !== -1) {
    const start = newline + 1;
    newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const bare = text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
    if (bare <= start) return undefined;
    if (trimmedEnd(text, start, commentStart(text, start, end)) > start) return definitionLine(text, start, end);
  }
  return undefined;
}

/** The end without the white space before it. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
