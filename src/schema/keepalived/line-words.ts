/** The words of a free-form line, and what is wrong with one of them. */
import { parseIpv4, parseIpv6 } from "../types/inet.ts";
import type { CheckedWord, ValueProblem } from "./statement.ts";

/** The word behind an option. */
export function value(words: readonly CheckedWord[], option: string): CheckedWord | undefined {
  const at = words.findIndex((word) => word.value === option);
  return at === -1 ? undefined : words[at + 1];
}

export function lineProblem(kind: ValueProblem["kind"], word: CheckedWord, message: string): ValueProblem {
  return { kind, place: word.place, message };
}

/** The family of an address with or without a prefix; none of another word. */
export function familyOf(text: string): 4 | 6 | undefined {
  const address = text.split("/")[0] ?? "";
  if (parseIpv4(address) !== undefined) return 4;
  return parseIpv6(address) === undefined ? undefined : 6;
}
