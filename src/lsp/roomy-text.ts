/**
 * An open file with room to grow: before the head of each section or block stand blanks that the file does not have. While one is
 * edited its blanks shrink and grow, and all others stay at their offsets; so their trees hold, and all that was found out about
 * them. Offsets of the roomy text become positions of the file in `positions.ts`.
 */
import type { Span } from "../text/span.ts";

/** What is cut off a text before each of its heads. */
interface Part {
  readonly text: string;
  readonly isHeaded: boolean;
}

/** A section's or block's lines, or those before the first; `start` is before the blanks. */
export interface Piece extends Span, Part {
  /** The blanks before its text. */
  readonly room: number;
}

/** Blanks before each head at first: what can be written into a section before all are laid out anew. */
const usualRoom = 256;

/** Each place that was edited keeps the text alive that its piece was cut from: characters in all before a new layout. */
const mostKept = 64_000_000;

/** Where a text's sections or blocks start. */
type HeadsOf = (text: string) => readonly number[];

export class RoomyText {
  /** The text with its blanks. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** In how many places the text was edited since the layout. */
  readonly #edited: ReadonlySet<number>;
  readonly #headsOf: HeadsOf;

  private constructor(headsOf: HeadsOf, pieces: readonly Piece[], edited: ReadonlySet<number> = new Set()) {
    this.#headsOf = headsOf;
    this.pieces = pieces;
    this.text = pieces.map(({ room, text }) => " ".repeat(room) + text).join("");
    this.#edited = edited;
  }

  static of(text: string, headsOf: HeadsOf): RoomyText {
    return new RoomyText(headsOf, placed(cut(text, headsOf(text)), 0));
  }

  /** The same for a later text; pieces that it shares with this one stay where they are. */
  changed(text: string): RoomyText {
    const { before, middle, behind } = this.#shared(text);
    const start = before.at(-1)?.end ?? 0;
    const edited = new Set(this.#edited).add(start);
    const [next] = behind;
    const spare = next === undefined ? undefined : next.start - start - middle.length;
    if (edited.size * text.length > mostKept || (spare ?? 0) < 0) return RoomyText.of(text, this.#headsOf);
    const parts = cut(middle, this.#headsOf(middle));
    return new RoomyText(this.#headsOf, [...before, ...placed(parts, start, spare), ...behind], edited);
  }

  /** The pieces at both ends that a text has as well, and what it has between them. */
  #shared(text: string): { readonly before: Piece[]; readonly middle: string; readonly behind: Piece[] } {
    const { pieces } = this;
    const lengthAt = (at: number) => pieces[at]?.text.length ?? 0;
    let first = 0;
    let start = 0;
    for (; first < pieces.length; first++) {
      const end = start + lengthAt(first);
      // Slices are compared faster than `startsWith` compares.
      if (text.slice(start, end) !== pieces[first]?.text || text.charAt(end - 1) !== "\n") break;
      start = end;
    }
    let last = pieces.length;
    let end = text.length;
    for (; last > first; last--) {
      const piece = pieces[last - 1];
      const from = end - lengthAt(last - 1);
      if (from < start || piece?.isHeaded !== true || text.slice(from, end) !== piece.text) break;
      end = from;
    }
    // What stands between begins with a head, which can take up its blanks, and ends with a line.
    const middle = () => text.slice(start, end);
    while (first > 0 && (last < pieces.length || start < end) && this.#headsOf(middle())[0] !== 0) {
      first--;
      start -= lengthAt(first);
    }
    while (last < pieces.length && (!middle().endsWith("\n") || this.#headsOf(middle()).length === 0)) {
      end += lengthAt(last);
      last++;
    }
    return { before: pieces.slice(0, first), middle: middle(), behind: pieces.slice(last) };
  }
}

function cut(text: string, starts: readonly number[]): readonly Part[] {
  const headed = starts.map((start, at) => ({ text: text.slice(start, starts[at + 1]), isHeaded: true }));
  return starts[0] === 0 ? headed : [{ text: text.slice(0, starts[0]), isHeaded: false }, ...headed];
}

/** Parts from an offset on, with a number of blanks shared out among those with a head, or with the usual for each. */
function placed(parts: readonly Part[], from: number, spare?: number): readonly Piece[] {
  const headed = parts.filter(({ isHeaded }) => isHeaded).length;
  const share = spare === undefined ? usualRoom : Math.floor(spare / headed);
  let left = spare === undefined ? 0 : spare - share * headed;
  let start = from;
  return parts.map(({ text, isHeaded }) => {
    const room = isHeaded ? share + left : 0;
    if (isHeaded) left = 0;
    const end = start + room + text.length;
    const piece = { start, end, room, text, isHeaded };
    start = end;
    return piece;
  });
}
