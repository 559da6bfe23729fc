/** A stretch of text: `[start, end)` in UTF-16 units from the start of the file. Line and column exist only at the edges. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file: what a diagnostic that may cross files points at. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** The smallest span that holds both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
