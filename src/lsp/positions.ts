/** Offsets to the positions of the protocol and back; the protocol counts lines and columns from 0. */
import type { Position, Range } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../text/span.ts";

/** A text with its lines as the protocol counts them (a lone CR ends one too). */
export interface Lines {
  range(span: Span): Range;
  offset(position: Position): number;
}

export function linesOf(text: string): Lines {
  const document = TextDocument.create("", "", 0, text);
  return {
    range: ({ start, end }) => ({ start: document.positionAt(start), end: document.positionAt(end) }),
    offset: (position) => document.offsetAt(position),
  };
}
