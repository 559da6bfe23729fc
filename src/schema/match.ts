/** Holds words against a pattern: what fits gets a name and a type, what does not gets a problem at the longest match. */
import type { VariableReference } from "../ast/word.ts";
import type { Entry } from "./entry.ts";

/** What matching needs of a word; both languages' words fit. */
export interface MatchWord {
  readonly value: string;
  readonly variables?: readonly VariableReference[];
}

/** A hole that was filled. */
export interface Binding {
  readonly label: string;
  readonly type: string;
  /** Index of the first word and of the word after the last; both count from the words given. */
  readonly first: number;
  readonly end: number;
  /** Where the hole is a part of a word: offsets in the word's value. */
  readonly part?: { readonly start: number; readonly end: number };
  /** The parsed value where the type has one: milliseconds, bytes, a number, an address. */
  readonly value?: unknown;
  /** The family's entry that a word stands for; what follows it up to the next option belongs to it. */
  readonly entry?: Entry;
}

export interface MatchProblem {
  readonly problem: "missing-argument" | "extra-argument" | "invalid-value" | "out-of-range" | "unknown-word";
  /** Index of the word; the number of words where something is missing at the end. */
  readonly at: number;
  readonly part?: { readonly start: number; readonly end: number };
  /** What could stand there, in the notation: `<int 1..255>`, `roundrobin`. */
  readonly expected: readonly string[];
  /** Why the value does not fit, in words that go into a message; never the value of a secret. */
  readonly reason?: string;
  /** The known word that was most likely meant. */
  readonly nearest?: string;
}

export interface Match {
  readonly bindings: readonly Binding[];
  readonly problems: readonly MatchProblem[];
}
