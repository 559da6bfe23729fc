/** The source's own lines: where each starts and ends, and which hold nothing that a token covers. */

import { countWhile } from "../../text/lists.ts";
import type { Span } from "../../text/span.ts";

export interface PhysicalLine extends Span {
  /** Without its line ending. */
  readonly start: number;
  readonly end: number;
  readonly isBlank: boolean;
}

export function physicalLines(source: string): readonly PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  for (let start = 0; start <= source.length; ) {
    const next = source.indexOf("\n", start);
    const full = next === -1 ? source.length : next;
    const end = full > start && source.charCodeAt(full - 1) === 0x0d ? full - 1 : full;
    if (next !== -1 || full > start)
      lines.push({ start, end, isBlank: /^[ \t\r\f\v]*$/.test(source.slice(start, end)) });
    if (next === -1) break;
    start = next + 1;
  }
  return lines;
}

/** The index of the line that holds an offset. */
export function lineAt(lines: readonly PhysicalLine[], offset: number): number {
  return Math.max(0, countWhile(lines, ({ start }) => start <= offset) - 1);
}

/** Whether everything between the tokens of a stretch is plain white space: nothing is lost when it is written anew. */
export function gapsArePlain(source: string, stretch: Span, tokens: readonly Span[]): boolean {
  let at = stretch.start;
  for (const { start, end } of tokens) {
    if (start < at || !/^[ \t\r\n\f\v]*$/.test(source.slice(at, start))) return false;
    at = end;
  }
  return /^[ \t\r\n\f\v]*$/.test(source.slice(at, stretch.end));
}

/** The lines between `halint-fmt-off` and `halint-fmt-on` comments, the comments' own included. */
export function switchedOff(
  source: string,
  lines: readonly PhysicalLine[],
  comments: readonly Span[],
): ReadonlySet<number> {
  const off = new Set<number>();
  if (!source.includes("halint-fmt-off")) return off;
  let from: number | undefined;
  for (const { start, end } of comments) {
    const command = /^[#!\s]*halint-fmt-(off|on)\b/.exec(source.slice(start, end))?.[1];
    const line = lineAt(lines, start);
    if (command === "off") from ??= line;
    else if (command === "on" && from !== undefined) {
      for (let at = from; at <= line; at++) off.add(at);
      from = undefined;
    }
  }
  if (from !== undefined) for (let at = from; at < lines.length; at++) off.add(at);
  return off;
}

/** The lines that hold something of these stretches. */
export function brokenLines(broken: readonly Span[], physical: readonly PhysicalLine[]): readonly number[] {
  return broken.flatMap(({ start, end }) => {
    const first = lineAt(physical, start);
    const last = lineAt(physical, Math.max(start, end - 1));
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
