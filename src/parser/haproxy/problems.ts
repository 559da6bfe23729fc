/** The list in which a parse collects its problems. */
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import type { Edit } from "../../text/edit.ts";
import { addAll } from "../../text/lists.ts";
import type { Span } from "../../text/span.ts";

type Details = Pick<SyntaxProblem, "severity" | "related" | "fix">;

export class ProblemList {
  #all: SyntaxProblem[] = [];

  /** The problems since the last call. */
  take(): readonly SyntaxProblem[] {
    const taken = this.#all;
    this.#all = [];
    return taken;
  }

  /** Problems that were found elsewhere. */
  addAll(problems: readonly SyntaxProblem[]): void {
    addAll(this.#all, problems);
  }

  add(problem: string, { start, end }: Span, message: string, details: Details = {}): void {
    this.#all.push({ problem, span: { start, end }, message, ...details });
  }

  /** One problem whose place is the first edit and whose fix is all of them. */
  addEdits(problem: string, message: string, title: string, edits: readonly Edit[]): void {
    const first = edits[0];
    if (first !== undefined) this.add(problem, first.span, message, { fix: { title, edits: [...edits] } });
  }
}
