/** Gathers odd spaces into one problem for each run of lines that have them. */
import type { Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import type { ProblemList } from "./problems.ts";

export class IrregularSpaces {
  readonly #text: string;
  readonly #problems: ProblemList;
  #edits: Edit[] = [];
  #lines = 0;

  constructor(text: string, problems: ProblemList) {
    this.#text = text;
    this.#problems = problems;
  }

  /** One line's odd spaces. A line with words and without any ends the run; blank lines and comments do not. */
  line(spans: readonly Span[], hasWords: boolean): void {
    if (spans.length === 0) {
      if (hasWords && this.#lines > 0) this.finish();
      return;
    }
    this.#lines++;
    for (const { start, end } of spans) {
      this.#edits.push({ span: { start, end }, newText: " ".repeat(end - start) });
    }
  }

  /** Reports the run that is open. */
  finish(): void {
    const first = this.#edits[0];
    const last = this.#edits.at(-1);
    if (first === undefined || last === undefined) return;
    const span = { start: first.span.start, end: last.span.end };
    const count = this.#edits.reduce((sum, { newText }) => sum + newText.length, 0);
    const where = this.#lines === 1 ? "" : ` on ${this.#lines} lines`;
    const what = count === 1 ? "1 odd space" : `${count} odd spaces`;
    this.#problems.add(
      "irregular-space",
      span,
      `${what}${where} (${this.#names()}): haproxy takes ${count === 1 ? "it" : "them"} for part of a word`,
      {
        fix: { title: `Replace ${count === 1 ? "it" : "them"} by ordinary spaces`, edits: this.#edits },
      },
    );
    this.#edits = [];
    this.#lines = 0;
  }

  #names(): string {
    const codes = new Set<number>();
    for (const { span } of this.#edits) {
      for (let at = span.start; at < span.end; at++) codes.add(this.#text.charCodeAt(at));
    }
    return [...codes]
      .sort((a, b) => a - b)
      .map((code) => (code === 0xdca0 ? "byte A0" : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`))
      .join(", ");
  }
}
