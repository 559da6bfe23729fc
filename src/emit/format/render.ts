/** Puts lines together again: indentation, single spaces, aligned columns, blank lines, line endings. */
import type { Line } from "./line.ts";
import type { FormatOptions } from "./options.ts";

/** Wider than this, columns are not aligned: the eye no longer follows. */
const widestPadding = 28;

/**
 * @param width how many columns a text takes on a screen
 */
export function render(
  source: string,
  lines: readonly Line[],
  options: FormatOptions,
  width: (text: string) => number,
): string {
  const eol = endingOf(source, options);
  const rows = lines.map((line) => rowOf(source, line, options));
  if (options.align) {
    alignColumns(lines, rows, width);
    alignComments(lines, rows, width);
  }
  const parts: string[] = [];
  for (const [at, line] of lines.entries()) {
    const row = rows[at];
    if (row === undefined) continue;
    if (at > 0) parts.push(eol.repeat(blankAbove(line, lines[at - 1], options)));
    parts.push(row.verbatim ?? row.indent + row.cells.join("") + row.comment, eol);
  }
  return parts.join("");
}

interface Row {
  readonly verbatim?: string;
  readonly indent: string;
  /** The tokens, each with the space after it. */
  readonly cells: string[];
  comment: string;
}

function rowOf(source: string, line: Line, { indent }: FormatOptions): Row {
  const text = ({ start, end }: { readonly start: number; readonly end: number }) => source.slice(start, end);
  const unit = indent === "tab" ? "\t" : " ".repeat(indent);
  const last = line.tokens.at(-1);
  return {
    ...(line.verbatim === undefined ? {} : { verbatim: text(line.verbatim) }),
    indent: unit.repeat(line.level),
    cells: line.tokens.map((token, at) => text(token) + (at === line.tokens.length - 1 ? "" : gapAfter(text(token)))),
    comment: line.comment === undefined ? "" : (last === undefined ? "" : gapAfter(text(last))) + text(line.comment),
  };
}

/** A space behind a backslash that ends a word would be escaped by it and join the next word; a tab is not. */
function gapAfter(token: string): string {
  const backslashes = /\\*$/.exec(token)?.[0].length ?? 0;
  return backslashes % 2 === 1 ? "\t" : " ";
}

function blankAbove(line: Line, previous: Line | undefined, { between, maxBlank }: FormatOptions): number {
  const own = Math.min(line.blankAbove, maxBlank);
  if (line.opens !== true || previous === undefined || (line.verbatim !== undefined && previous.verbatim !== undefined))
    return own;
  return Math.max(own, between);
}

/** Runs of neighbours with one key; a blank line, a comment line or another key ends a run. */
function runsOf(lines: readonly Line[], key: (line: Line) => string | undefined): number[][] {
  const runs: number[][] = [];
  let current: number[] = [];
  let currentKey: string | undefined;
  for (const [at, line] of lines.entries()) {
    const own = line.verbatim === undefined ? key(line) : undefined;
    if (own === undefined || own !== currentKey || line.blankAbove > 0) {
      if (current.length > 1) runs.push(current);
      current = [];
    }
    currentKey = own;
    if (own !== undefined) current.push(at);
  }
  if (current.length > 1) runs.push(current);
  return runs;
}

function alignColumns(lines: readonly Line[], rows: readonly Row[], width: (text: string) => number): void {
  for (const run of runsOf(lines, ({ alignment, level }) => alignment && `${alignment.key}/${level}`)) {
    const columns = lines[run[0] ?? 0]?.alignment?.columns ?? 0;
    for (let column = 0; column < columns; column++) {
      // The last token of a line has nothing behind it to be aligned.
      const padded = run.flatMap((at) => (column < (rows[at]?.cells.length ?? 0) - 1 ? (rows[at] ?? []) : []));
      pad(
        padded,
        (row) => row.cells[column] ?? "",
        (row, text) => {
          row.cells[column] = text;
        },
        width,
      );
    }
  }
}

function alignComments(lines: readonly Line[], rows: readonly Row[], width: (text: string) => number): void {
  const hasBoth = ({ comment, tokens, level }: Line) =>
    comment !== undefined && tokens.length > 0 ? `comment/${level}` : undefined;
  for (const run of runsOf(lines, hasBoth)) {
    const code = (row: Row) => row.indent + row.cells.join("");
    pad(
      run.flatMap((at) => rows[at] ?? []),
      code,
      (row, text) => {
        row.comment = text.slice(code(row).length) + row.comment;
      },
      width,
    );
  }
}

function pad(
  rows: readonly Row[],
  read: (row: Row) => string,
  write: (row: Row, text: string) => void,
  width: (text: string) => number,
): void {
  const widths = rows.map((row) => width(read(row)));
  const widest = widths.reduce((most, one) => Math.max(most, one), 0);
  const narrowest = widths.reduce((least, one) => Math.min(least, one), widest);
  if (widest - narrowest > widestPadding) return;
  for (const [at, row] of rows.entries()) write(row, read(row) + " ".repeat(widest - (widths[at] ?? 0)));
}

function endingOf(source: string, { lineEnding }: FormatOptions): string {
  if (lineEnding !== "auto") return lineEnding === "lf" ? "\n" : "\r\n";
  const all = source.split("\n").length - 1;
  const windows = source.split("\r\n").length - 1;
  return windows * 2 > all ? "\r\n" : "\n";
}
