/** Where a blank line is put: above a header, or above the comments that stand right above it. */
import type { Line } from "./line.ts";

/** The lines with those marked that open what the given headers begin. */
export function withOpenings(lines: readonly Line[], isHeader: (line: Line, at: number) => boolean): readonly Line[] {
  const result = [...lines];
  for (const [at, line] of lines.entries()) {
    if (!isHeader(line, at)) continue;
    let top = at;
    while (top > 0 && (lines[top]?.blankAbove ?? 1) === 0 && isCommentOnly(lines[top - 1])) top--;
    const marked = result[top];
    if (marked !== undefined) result[top] = { ...marked, opens: true };
  }
  return result;
}

function isCommentOnly(line: Line | undefined): boolean {
  return line !== undefined && line.tokens.length === 0 && line.comment !== undefined;
}
