/** Uses of definitions inside a word: `${NAME}`, `${NAME 1 5}`, and `$NAME` where a blank, `,`, `)` or the line's end follows. */
import type { VariableReference } from "../../ast/word.ts";

const DOLLAR = 0x24;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** The reference that starts at a `$`; the text ends at `end`. */
export function referenceAt(text: string, at: number, end: number): VariableReference | undefined {
  const braced = text.charCodeAt(at + 1) === OPEN;
  const from = braced ? at + 2 : at + 1;
  let to = from;
  while (to < end && isNameCharacter(text.charCodeAt(to), to > from)) to++;
  if (to === from) return undefined;
  const name = text.slice(from, to);
  if (!braced) return endsPlainName(text, to, end) ? { start: at, end: to, name } : undefined;
  let close = to;
  while (close < end && isParameterCharacter(text.charCodeAt(close))) close++;
  return close < end && text.charCodeAt(close) === CLOSE ? { start: at, end: close + 1, name } : undefined;
}

/** All references in a stretch of text; undefined where there are none. */
export function referencesIn(text: string, start: number, end: number): VariableReference[] | undefined {
  let found: VariableReference[] | undefined;
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) !== DOLLAR) continue;
    const reference = referenceAt(text, at, lineEnd(text, end));
    if (reference === undefined || reference.end > end) continue;
    found ??= [];
    found.push(reference);
    at = reference.end - 1;
  }
  return found;
}

/** What follows a word decides on its last `$NAME`, so the look goes one character further than the word. */
function lineEnd(text: string, end: number): number {
  return end < text.length && text.charCodeAt(end) !== 0x0a ? end + 1 : end;
}

export function isNameCharacter(code: number, inside: boolean): boolean {
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f) return true;
  return inside && code >= 0x30 && code <= 0x39;
}

function isParameterCharacter(code: number): boolean {
  return code === 0x20 || code === 0x09 || isNameCharacter(code, true);
}

function endsPlainName(text: string, at: number, end: number): boolean {
  if (at >= end) return true;
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x09 || code === 0x2c || code === 0x29 || code === 0x0a || code === 0x0d;
}
