/** Formats a file: the space between its tokens changes, and nothing else. */
import type { HaproxyFile } from "../ast/haproxy/file.ts";
import type { KeepalivedFile } from "../ast/keepalived/file.ts";
import type { Edit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";
import { haproxyLines } from "./format/haproxy.ts";
import { keepalivedLines } from "./format/keepalived.ts";
import { defaultFormat, type FormatOptions } from "./format/options.ts";
import { render } from "./format/render.ts";

export { defaultFormat, type FormatOptions };

export interface FormatInput {
  readonly text: string;
  readonly ast: HaproxyFile | KeepalivedFile;
  /** The stretches that the parser complained of; they stay as they are. */
  readonly broken: readonly Span[];
}

/**
 * The formatted text. The caller parses it and compares `tokenTexts` before it is used.
 *
 * @param width how many columns a text takes on a screen
 */
export function format(
  { text, ast, broken }: FormatInput,
  options: Partial<FormatOptions>,
  width: (text: string) => number,
): string {
  const lines = ast.kind === "HaproxyFile" ? haproxyLines(text, ast, broken) : keepalivedLines(text, ast, broken);
  return render(text, lines, { ...defaultFormat, ...options }, width);
}

/** What two texts that differ in spacing only differ in: one edit for each gap that changed. Both have the same tokens. */
export function gapEdits(before: string, after: string): readonly Edit[] {
  const edits: Edit[] = [];
  let from = 0;
  let to = 0;
  while (from < before.length || to < after.length) {
    const gapFrom = from;
    const gapTo = to;
    while (isSpace(before.charCodeAt(from))) from++;
    while (isSpace(after.charCodeAt(to))) to++;
    const newText = after.slice(gapTo, to);
    if (before.slice(gapFrom, from) !== newText) edits.push({ span: { start: gapFrom, end: from }, newText });
    if (from >= before.length || to >= after.length || before[from] !== after[to]) break;
    while (from < before.length && before[from] === after[to] && !isSpace(before.charCodeAt(from))) {
      from++;
      to++;
    }
  }
  return edits;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
}
