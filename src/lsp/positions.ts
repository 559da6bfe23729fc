/** Offsets to the positions of the protocol and back; the protocol counts lines and columns from 0. */
import type { Position, Range } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { countWhile } from "../text/lists.ts";
import { remembered } from "../text/remembered.ts";
import type { Span } from "../text/span.ts";
import type { Piece } from "./roomy-text.ts";

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

/** The positions in a file of the offsets of its roomy text. */
export function linesOfPieces(pieces: readonly Piece[]): Lines {
  let counted: readonly CountedPiece[] | undefined;
  const all = () => {
    counted ??= countLines(pieces);
    return counted;
  };
  const position = (offset: number): Position => {
    const found = lastWhere(all(), ({ piece }) => piece.start <= offset);
    if (found === undefined) return { line: 0, character: 0 };
    const { piece, document, firstLine } = found;
    const { line, character } = document.positionAt(offset - piece.start - piece.room);
    return { line: firstLine + line, character };
  };
  return {
    range: ({ start, end }) => ({ start: position(start), end: position(end) }),
    offset({ line, character }) {
      const found = lastWhere(all(), ({ firstLine }) => firstLine <= line);
      if (found === undefined) return 0;
      const { piece, document, firstLine } = found;
      return piece.start + piece.room + document.offsetAt({ line: line - firstLine, character });
    },
  };
}

interface CountedPiece {
  readonly piece: Piece;
  readonly document: TextDocument;
  readonly firstLine: number;
}

function countLines(pieces: readonly Piece[]): readonly CountedPiece[] {
  let firstLine = 0;
  return pieces.map((piece) => {
    const document = documentOf(piece);
    const counted = { piece, document, firstLine };
    // The line behind the last line feed is the next piece's first.
    firstLine += document.lineCount - 1;
    return counted;
  });
}

const documentOf = remembered(({ text }: Piece) => TextDocument.create("", "", 0, text));

/** The last of a list for which a test holds that holds for all before it. */
function lastWhere<Item>(items: readonly Item[], test: (item: Item) => boolean): Item | undefined {
  return items[countWhile(items, test) - 1];
}
