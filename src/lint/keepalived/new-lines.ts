/** New lines in a keepalived.conf look like the line beside them: as deep, and ended the same way. */
import type { Node } from "../../model/cluster.ts";
import type { FileEdit } from "../../text/edit.ts";
import type { Place } from "../../text/span.ts";

export interface LineStyle {
  readonly indent: string;
  readonly ending: "\n" | "\r\n";
  /** What stands behind the place, without a comment. */
  readonly rest: string;
  /** Behind the line's last character, in front of its ending. */
  readonly end: number;
}

/** The text of one of a node's keepalived files. */
export function textOf({ keepalivedFiles }: Node, path: string): string | undefined {
  return keepalivedFiles.find(({ source }) => source.path === path)?.source.text;
}

/** Of the line that begins with what stands at a place; undefined where something else stands in front of it. */
export function lineStyleAt(node: Node, { path, span }: Place): LineStyle | undefined {
  const text = textOf(node, path);
  if (text === undefined) return undefined;
  const indent = text.slice(text.lastIndexOf("\n", span.start - 1) + 1, span.start);
  if (indent.trim() !== "") return undefined;
  const feed = text.indexOf("\n", span.start);
  const isCrlf = feed > 0 && text[feed - 1] === "\r";
  const end = feed < 0 ? text.length : feed - (isCrlf ? 1 : 0);
  const rest = text.slice(span.end, end).replace(/[#!].*$/, "");
  return { indent, ending: isCrlf ? "\r\n" : "\n", rest, end };
}

/** A line below the one at a place, behind that one's comment; undefined where the block ends on that line. */
export function lineBelow(node: Node, place: Place, text: string): FileEdit | undefined {
  const style = lineStyleAt(node, place);
  if (style === undefined || style.rest.includes("}")) return undefined;
  const span = { start: style.end, end: style.end };
  return { path: place.path, span, newText: style.ending + style.indent + text };
}

/** Lines above the one at a place. */
export function linesAbove(node: Node, place: Place, texts: readonly string[]): FileEdit | undefined {
  const style = lineStyleAt(node, place);
  if (style === undefined) return undefined;
  const span = { start: place.span.start, end: place.span.start };
  return { path: place.path, span, newText: texts.map((text) => text + style.ending + style.indent).join("") };
}
