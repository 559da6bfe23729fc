/** Text as a terminal may show it: nothing invisible, nothing that moves the cursor or turns the direction of reading. */
import { countWhile } from "../text/lists.ts";

const tabWidth = 4;
const c0Pictures = 0x2400;

/** What stands for a code point that must not be printed as it is; undefined for the rest. */
function standIn(point: number): string | undefined {
  if (point < 0x20) return String.fromCodePoint(c0Pictures + point);
  if (point === 0x7f) return "\u2421";
  if (point >= 0x80 && point < 0xa0) return `<${hex(point)}>`;
  if (isOddSpace(point)) return "\u00b7";
  if (point >= 0xdc80 && point <= 0xdcff) return `\\x${(point - 0xdc00).toString(16)}`;
  if (point >= 0xd800 && point <= 0xdfff) return "\ufffd";
  if (isDirectionMark(point)) return `<${hex(point)}>`;
  return undefined;
}

function hex(point: number): string {
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}

function isOddSpace(point: number): boolean {
  return (
    point === 0xa0 ||
    point === 0x1680 ||
    (point >= 0x2000 && point <= 0x200d) ||
    point === 0x202f ||
    point === 0x205f ||
    point === 0x2060 ||
    point === 0x3000 ||
    point === 0xfeff
  );
}

function isDirectionMark(point: number): boolean {
  return (
    point === 0x200e ||
    point === 0x200f ||
    point === 0x2028 ||
    point === 0x2029 ||
    (point >= 0x202a && point <= 0x202e) ||
    (point >= 0x2066 && point <= 0x2069)
  );
}

const plain = /^[\x20-\x7e]*$/;

/** Whether a text is printable ASCII: shown as it is, and as wide as it is long. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/** A text on one line with nothing in it that a terminal would obey. */
export function visible(text: string): string {
  if (isPlain(text)) return text;
  let shown = "";
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    shown += point === 0x09 || point === 0x0a || point === 0x0d ? " " : (standIn(point) ?? character);
  }
  return shown;
}

/** A piece of a source line: what is shown for it and where it stands in the file. */
export interface Cell {
  readonly start: number;
  readonly shown: string;
  readonly width: number;
}

/**
 * A line cut into pieces whose widths are known, so that marks can be put under them.
 *
 * @param start the line's offset in the file
 * @param secrets spans of the file to be hidden, in order, not overlapping
 * @param measure the width of a text without control characters, in terminal columns
 */
export function cellsOf(
  text: string,
  start: number,
  secrets: readonly { readonly start: number; readonly end: number }[],
  measure: (text: string) => number,
): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const push = (at: number, shown: string, width: number): void => {
    cells.push({ start: at, shown, width });
    column += width;
  };
  for (let at = 0; at < text.length; ) {
    const secret = secrets[countWhile(secrets, ({ end }) => end <= start + at)];
    if (secret !== undefined && secret.start <= start + at) {
      push(start + at, mask, mask.length);
      at = Math.min(text.length, secret.end - start);
      continue;
    }
    const length = clusterLength(text, at);
    const piece = text.slice(at, at + length);
    if (piece === "\t") {
      const width = tabWidth - (column % tabWidth);
      push(start + at, " ".repeat(width), width);
    } else if (isPlain(piece)) push(start + at, piece, length);
    else {
      const shown = pieceStandIn(piece);
      push(start + at, shown, measure(shown));
    }
    at += length;
  }
  return cells;
}

/** What is shown in the place of a secret; its length says nothing. */
export const mask = "******";

function pieceStandIn(piece: string): string {
  // The joiner inside an emoji is not an odd space.
  if (piece.length > 2 && /^[^\u200d].*\u200d./su.test(piece)) return piece;
  let shown = "";
  for (const character of piece) shown += standIn(character.codePointAt(0) ?? 0) ?? character;
  return shown;
}

/** Code units that stand alone: no marks, no joiners, no halves. Loading the segmenter costs more than a whole run. */
function isAlone(unit: number): boolean {
  return (
    unit < 0x300 ||
    (unit >= 0x2010 && unit <= 0x2027) ||
    (unit >= 0x3000 && unit <= 0x3029) ||
    (unit >= 0x3030 && unit <= 0x3098) ||
    (unit >= 0x309b && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7a3) ||
    (unit >= 0xff01 && unit <= 0xff9d)
  );
}

let segmenter: Intl.Segmenter | undefined;

/** UTF-16 units of the character, as a reader counts characters, that starts at an offset. */
function clusterLength(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (isAlone(text.charCodeAt(at)) && (Number.isNaN(next) || isAlone(next))) return 1;
  // Combining marks and joined emoji reach a few units ahead; a window keeps long lines from costing more than once.
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text.slice(at, at + 32))) return segment.length;
  return 1;
}
