/** What a type of the notation is: a check of one word that yields its value or the reason why it is none. */

/** Why a value does not fit. The reason goes into messages, so it never repeats the value, which may be a secret. */
export class Rejection {
  readonly reason: string;
  readonly problem: "invalid-value" | "out-of-range";

  constructor(reason: string, problem: "invalid-value" | "out-of-range" = "invalid-value") {
    this.reason = reason;
    this.problem = problem;
  }
}

export interface ValueType {
  /** What it is, with its article, for messages and hover: `a time such as 30s`. */
  readonly description: string;
  /** The parsed value (microseconds, bytes, a number, an address, or the text itself), or a `Rejection`. Never throws. */
  readonly check: (value: string) => unknown;
  /** The number that a range in the notation is held against. Types without it take no range. */
  readonly measure?: (value: unknown) => number;
  /**
   * Types that take more than one word: `rest` all that follow, none included; `some` all that follow, one at least;
   * `condition` all that follow where the first is `if` or `unless`; `expression` one and the converters in words of
   * their own after it.
   */
  readonly takes?: "rest" | "some" | "condition" | "expression";
  /** Its values are never printed. */
  readonly secret?: boolean;
}

export type Types = ReadonlyMap<string, ValueType>;

/** A type that takes any word. */
export function anything(description: string, more: Partial<ValueType> = {}): ValueType {
  return { description, check: (value) => value, ...more };
}

/** A type whose words are held against an anchored expression. */
export function shaped(description: string, shape: RegExp, reason: string): ValueType {
  const rejection = new Rejection(reason);
  return { description, check: (value) => (shape.test(value) ? value : rejection) };
}

/** A type with a closed set of words. */
export function oneOf(description: string, words: readonly string[], more: { anyCase?: boolean } = {}): ValueType {
  const known = new Set(words);
  const rejection = new Rejection(`is none of ${words.join(", ")}`);
  return {
    description,
    check: (value) => (known.has(more.anyCase === true ? value.toLowerCase() : value) ? value : rejection),
  };
}

export const asNumber = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);
