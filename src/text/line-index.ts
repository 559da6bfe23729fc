/** Line and column of an offset, found by binary search over line starts that are computed on first use. */
import { countWhile } from "./lists.ts";

/** A 1-based position; the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export class LineIndex {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** How many lines there are; a text without any newline has one. */
  get count(): number {
    return this.#lineStarts().length;
  }

  /** The offset at which a 1-based line starts; clamped to the text. */
  startOf(line: number): number {
    const starts = this.#lineStarts();
    if (line < 1) return 0;
    return starts[line - 1] ?? this.#text.length;
  }

  /** The 1-based line that an offset lies on. */
  lineAt(offset: number): number {
    return Math.max(
      1,
      countWhile(this.#lineStarts(), (start) => start <= offset),
    );
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#text.length));
    const line = this.lineAt(clamped);
    return { line, column: clamped - this.startOf(line) + 1, offset: clamped };
  }

  /** The text of a 1-based line without its line ending. */
  lineText(line: number): string {
    let end = line < this.count ? this.startOf(line + 1) - 1 : this.#text.length;
    if (end > this.startOf(line) && this.#text.charCodeAt(end - 1) === 0x0d) end--;
    return this.#text.slice(this.startOf(line), end);
  }

  #lineStarts(): number[] {
    if (this.#starts === undefined) {
      const starts = [0];
      for (let at = this.#text.indexOf("\n"); at !== -1; at = this.#text.indexOf("\n", at + 1)) starts.push(at + 1);
      this.#starts = starts;
    }
    return this.#starts;
  }
}
