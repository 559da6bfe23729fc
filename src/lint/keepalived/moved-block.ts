/** Moves a block of a keepalived.conf above another one, with the comments that stand directly above it. */
import type { Node } from "../../model/cluster.ts";
import type { FileEdit } from "../../text/edit.ts";
import type { Place, Span } from "../../text/span.ts";
import { textOf } from "./edits.ts";

/** Nothing where the two do not stand in one file, or share their lines with something else. */
export function movedAbove(node: Node, block: Place, above: Place): readonly FileEdit[] {
  const { path } = block;
  const text = textOf(node, path);
  if (text === undefined || above.path !== path || above.span.start >= block.span.start) return [];
  const from = linesOf(text, block.span);
  const to = linesOf(text, above.span);
  if (from === undefined || to === undefined || to.end > from.start) return [];
  const ending = text.slice(from.start, from.end).includes("\r\n") ? "\r\n" : "\n";
  // Without what stands in front of its keyword: an editor's text has room there that the file does not have.
  const comments = text.slice(from.start, text.lastIndexOf("\n", block.span.start - 1) + 1);
  const newText = comments + text.slice(block.span.start, from.end).trimEnd() + ending + ending;
  return [
    { path, span: { start: to.start, end: to.start }, newText },
    { path, span: withBlankLine(text, from), newText: "" },
  ];
}

/** The lines of a block and of the comments directly above it; undefined where something else stands on one of them. */
function linesOf(text: string, { start, end }: Span): Span | undefined {
  let first = text.lastIndexOf("\n", start - 1) + 1;
  const feed = text.indexOf("\n", end);
  const behind = feed === -1 ? text.length : feed + 1;
  if (text.slice(first, start).trim() !== "" || !/^\s*(?:[#!].*)?$/.test(text.slice(end, behind).trimEnd()))
    return undefined;
  while (first > 0) {
    const previous = text.lastIndexOf("\n", first - 2) + 1;
    if (!/^[ \t]*[#!]/.test(text.slice(previous, first))) break;
    first = previous;
  }
  return { start: first, end: behind };
}

/** Lines with the blank one below them, or above them at the end of the file. */
function withBlankLine(text: string, { start, end }: Span): Span {
  const isBlank = (from: number, to: number) => from < to && text.slice(from, to).trim() === "";
  const above = text.lastIndexOf("\n", start - 2) + 1;
  if (end === text.length) return { start: isBlank(above, start) ? above : start, end };
  const below = text.indexOf("\n", end) + 1;
  return { start, end: isBlank(end, below) ? below : end };
}
