/** A source line with marks under the part that a finding is about. */
import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";
import { type Cell, cellsOf } from "./display.ts";

export interface Frame {
  readonly line: number;
  readonly column: number;
  /** The line as shown, cut to the width around the marks. */
  readonly text: string;
  /** Columns before the first mark, and how many marks there are. */
  readonly indent: number;
  readonly marks: number;
}

const ellipsis = "…";

/** The first line of a span. Marks end with the line where the span goes on. */
export function frameOf(
  source: Source,
  span: Span,
  secrets: readonly Span[],
  width: number,
  measure: (text: string) => number,
): Frame {
  const { line, column } = source.lines.positionAt(span.start);
  const lineStart = source.lines.startOf(line);
  const text = source.lines.lineText(line);
  const [from, to] = shownLimits(column, width);
  const cells = cellsOf(text.slice(from, to), lineStart + from, secrets, measure);
  const before = cells.filter((cell, at) => cell.start < span.start && !holds(cell, cells[at + 1], span.start));
  const indent = sum(before);
  const marked = cells.slice(before.length).filter((cell) => cell.start < Math.max(span.end, span.start + 1));
  return cut(
    { line, column, text: cells.map(({ shown }) => shown).join(""), indent, marks: Math.max(1, sum(marked)) },
    cells,
    width,
    from > 0,
  );
}

/** No more of a very long line than can be shown is measured: there may be a finding about each of its words. */
function shownLimits(column: number, width: number): [from: number, to: number] {
  return [column > 20 * width ? column - 10 * width : 0, column + 2 * width];
}

/** Whether an offset lies inside a cell, not at its start: then the marks begin with that cell. */
function holds(cell: Cell, next: Cell | undefined, offset: number): boolean {
  return next === undefined ? false : cell.start < offset && offset < next.start;
}

function sum(cells: readonly Cell[]): number {
  return cells.reduce((total, { width }) => total + width, 0);
}

/** Cuts a frame that is wider than the terminal, on both sides of its marks. */
function cut(frame: Frame, cells: readonly Cell[], width: number, isCutBefore: boolean): Frame {
  const total = sum(cells);
  if (total <= width && !isCutBefore) return frame;
  const from =
    frame.indent + Math.min(frame.marks, width >> 1) < width - 1 ? 0 : Math.max(0, frame.indent - (width >> 2));
  let at = 0;
  let skipped = 0;
  let shown = "";
  let used = 0;
  for (const cell of cells) {
    if (at < from) skipped += cell.width;
    else if (used + cell.width <= width - 2) {
      shown += cell.shown;
      used += cell.width;
    } else break;
    at += cell.width;
  }
  const lead = skipped > 0 || isCutBefore ? 1 : 0;
  const text = `${lead > 0 ? ellipsis : ""}${shown}${skipped + used < total ? ellipsis : ""}`;
  const indent = frame.indent - skipped + lead;
  return { ...frame, text, indent, marks: Math.max(1, Math.min(frame.marks, lead + used - indent)) };
}
