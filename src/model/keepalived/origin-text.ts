/** Text that remembers where it comes from, through cutting, joining and the expansion of definitions. */

import { countWhile } from "../../text/lists.ts";
import type { Place, Span } from "../../text/span.ts";

/** A stretch of text from one place. */
export interface Run {
  readonly length: number;
  readonly path: string;
  /** Offset of the first character in the file; for an expansion the whole place of its use. */
  readonly start: number;
  readonly end: number;
  /** The characters stand in the file as they are here. */
  readonly exact: boolean;
  readonly expanded: boolean;
  readonly unknown: boolean;
}

export interface OriginText {
  readonly text: string;
  readonly runs: readonly Run[];
}

export function originText(path: string, text: string, start: number): OriginText {
  const run = {
    length: text.length,
    path,
    start,
    end: start + text.length,
    exact: true,
    expanded: false,
    unknown: false,
  };
  return { text, runs: [run] };
}

/** Text that stands for the place of its use. */
export function expansion(text: string, use: Place, unknown: boolean): OriginText {
  const { path, span } = use;
  const run = { length: text.length, path, start: span.start, end: span.end, exact: false, expanded: true, unknown };
  return { text, runs: [run] };
}

/** The same text, marked as coming out of a definition. */
export function asExpanded({ text, runs }: OriginText): OriginText {
  return { text, runs: runs.map((run) => ({ ...run, expanded: true })) };
}

export function slice(source: OriginText, from: number, to = source.text.length): OriginText {
  const runs: Run[] = [];
  let at = 0;
  for (const run of source.runs) {
    const first = Math.max(from, at);
    const last = Math.min(to, at + run.length);
    if (first < last) runs.push(part(run, first - at, last - at));
    at += run.length;
    if (at >= to) break;
  }
  return { text: source.text.slice(from, to), runs };
}

function part(run: Run, from: number, to: number): Run {
  const length = to - from;
  if (!run.exact) return { ...run, length };
  return { ...run, length, start: run.start + from, end: run.start + to };
}

export function join(...pieces: readonly OriginText[]): OriginText {
  return { text: pieces.map(({ text }) => text).join(""), runs: pieces.flatMap(({ runs }) => runs) };
}

export function trimmed(source: OriginText): OriginText {
  const start = source.text.length - source.text.trimStart().length;
  return slice(source, start, Math.max(start, source.text.trimEnd().length));
}

/** Where a stretch of the text comes from: the first run's file, up to where the last run of that file ends. */
export function placeIn(source: OriginText, span: Span): Place {
  const { runs } = slice(source, span.start, Math.max(span.end, span.start + 1));
  const first = runs[0] ?? source.runs.at(-1);
  if (first === undefined) return { path: "", span: { start: 0, end: 0 } };
  let end = first.end;
  for (const run of runs) if (run.path === first.path && run.end > end && run.start >= first.start) end = run.end;
  if (runs.length === 0) return { path: first.path, span: { start: first.end, end: first.end } };
  return { path: first.path, span: { start: first.start, end } };
}

/** Many lines as one text, with look-up by offset. */
export class JoinedText {
  readonly text: string;
  readonly #starts: number[] = [];
  readonly #runs: Run[] = [];

  constructor(lines: readonly OriginText[]) {
    const parts: string[] = [];
    let at = 0;
    for (const line of lines) {
      parts.push(line.text, "\n");
      for (const run of line.runs) {
        this.#starts.push(at);
        this.#runs.push(run);
        at += run.length;
      }
      at++;
    }
    this.text = parts.join("");
  }

  /** The runs that a span touches, the first and the last cut to it. */
  runsIn({ start, end }: Span): Run[] {
    const found: Run[] = [];
    for (let index = this.#indexAt(start); index < this.#runs.length; index++) {
      const at = this.#starts[index] ?? 0;
      const run = this.#runs[index];
      if (run === undefined || at >= Math.max(end, start + 1)) break;
      const from = Math.max(0, start - at);
      const to = Math.min(run.length, end - at);
      if (from < to) found.push(part(run, from, to));
    }
    return found;
  }

  place(span: Span): Place {
    const first = this.runsIn({ start: span.start, end: span.start + 1 })[0] ?? this.#runs[this.#indexAt(span.start)];
    if (first === undefined) return { path: "", span: { start: 0, end: 0 } };
    const last = this.runsIn({ start: Math.max(span.start, span.end - 1), end: span.end })[0];
    const end = last !== undefined && last.path === first.path && last.end >= first.start ? last.end : first.end;
    return { path: first.path, span: { start: first.start, end } };
  }

  #indexAt(offset: number): number {
    return Math.max(0, countWhile(this.#starts, (start) => start <= offset) - 1);
  }
}
