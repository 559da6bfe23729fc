/** Edits of a keepalived.conf for fixes. New lines look like the one beside them: as deep, and ended the same way. */
import type { Node } from "../../model/cluster.ts";
import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import type { FileEdit } from "../../text/edit.ts";
import type { Place } from "../../text/span.ts";
import type { ReportDetails } from "../rule.ts";

/** A fix of edits that are all possible; nothing where one is not. */
export function fixOf(title: string, ...edits: readonly (FileEdit | undefined)[]): Pick<ReportDetails, "fix"> {
  const possible = edits.filter((edit) => edit !== undefined);
  return edits.length === 0 || possible.length < edits.length ? {} : { fix: { title, edits: possible } };
}

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

/** Lines below the one at a place, behind that one's comment; undefined where the block ends on that line. */
export function linesBelow(node: Node, place: Place, texts: readonly string[]): FileEdit | undefined {
  const style = lineStyleAt(node, place);
  if (style === undefined || style.rest.includes("}")) return undefined;
  const span = { start: style.end, end: style.end };
  return { path: place.path, span, newText: texts.map((text) => style.ending + style.indent + text).join("") };
}

/** Lines above the one at a place. */
export function linesAbove(node: Node, place: Place, texts: readonly string[]): FileEdit | undefined {
  const style = lineStyleAt(node, place);
  if (style === undefined) return undefined;
  const span = { start: place.span.start, end: place.span.start };
  return { path: place.path, span, newText: texts.map((text) => text + style.ending + style.indent).join("") };
}

/** Lines in a block, below its first setting; `textsOf` gets what a block inside it is indented by. */
export function linesInBlock(
  node: Node,
  { body = [] }: EffectiveStatement,
  textsOf: (unit: string) => readonly string[],
): FileEdit | undefined {
  const setting = body.find((one) => one.body === undefined && !one.keyword.expanded);
  const style = setting && lineStyleAt(node, setting.keyword.place);
  if (setting === undefined || style === undefined) return undefined;
  return linesBelow(node, setting.keyword.place, textsOf(style.indent || "    "));
}

/** Lines in global_defs, above its first one; a global_defs of their own where there is none. */
export function linesInGlobals(node: Node, texts: readonly string[]): FileEdit | undefined {
  const globals = node.keepalived?.statements.find(({ keyword, body }) => keyword.value === "global_defs" && body);
  const first = globals?.body?.[0];
  if (first === undefined) {
    const [document] = node.keepalivedFiles;
    if (document === undefined || globals !== undefined) return undefined;
    const ending = /^[^\n]*\r\n/.test(document.source.text) ? "\r\n" : "\n";
    const newText = ["global_defs {", ...texts.map((text) => `    ${text}`), "}", "", ""].join(ending);
    return { path: document.source.path, span: { start: 0, end: 0 }, newText };
  }
  if (first.keyword.expanded) return undefined;
  const text = textOf(node, first.place.path);
  // A block whose brace is missing is read on, but the daemon does not know what stands in it.
  if (text?.slice(globals?.keyword.place.span.end, first.place.span.start).includes("{") !== true) return undefined;
  return linesAbove(node, first.place, texts);
}

/** The words of the line that begins with a word, without its comment; undefined where more stands on it than one setting. */
export function wordsOfLine(node: Node, word: Written): string | undefined {
  const style = lineStyleAt(node, word.place);
  if (style === undefined || !isAsWritten(node, word) || /[{}$~]/.test(style.rest)) return undefined;
  return word.text + style.rest.trimEnd();
}

interface Written {
  readonly place: Place;
  readonly text: string;
}

/** Another word in place of one; undefined where that one came out of a definition. */
export function wordInstead(node: Node, word: Written, newText: string): FileEdit | undefined {
  return isAsWritten(node, word) ? { ...word.place, newText } : undefined;
}

/** Words behind one. */
export function wordsBehind(node: Node, word: Written, text: string): FileEdit | undefined {
  if (!isAsWritten(node, word)) return undefined;
  const { path, span } = word.place;
  return { path, span: { start: span.end, end: span.end }, newText: ` ${text}` };
}

function isAsWritten(node: Node, { place, text }: Written): boolean {
  return textOf(node, place.path)?.slice(place.span.start, place.span.end) === text;
}
