/** The words of a free-form line, and what is wrong with one of them. */
import type { CheckedWord, ValueProblem } from "./statement.ts";

/** The word behind an option. */
export function value(words: readonly CheckedWord[], option: string): CheckedWord | undefined {
  const at = words.findIndex((word) => word.value === option);
  return at === -1 ? undefined : words[at + 1];
}

export function lineProblem(kind: ValueProblem["kind"], word: CheckedWord, message: string): ValueProblem {
  return { kind, place: word.place, message };
}
