/** Offsets to the positions of the protocol and back; the protocol counts lines and columns from 0. */
import type { Position, Range } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../text/span.ts";

/** A text with its lines as the protocol counts them (a lone CR ends one too). */
export interface Lines {
  range(span: Span): Range;
  offset(position: Position): number;
}

const noRooms: ReadonlyMap<number, number> = new Map();

/** The lines of a text, or of one with blanks that its file does not have; `rooms` says how many stand where a line starts. */
export function linesOf(text: string, rooms = noRooms): Lines {
  const document = TextDocument.create("", "", 0, text);
  const positionAt = (offset: number): Position => {
    const { line, character } = document.positionAt(offset);
    const room = rooms.get(offset - character) ?? 0;
    return { line, character: Math.max(0, character - room) };
  };
  return {
    range: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
    offset({ line, character }) {
      const room = rooms.get(document.offsetAt({ line, character: 0 })) ?? 0;
      return document.offsetAt({ line, character: character + room });
    },
  };
}
