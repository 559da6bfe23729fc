/** The smallest piece of meaning in both languages: one argument as the program sees it, and where it stands. */
import type { Span } from "../text/span.ts";

/** A variable inside a word: haproxy `${NAME}`, `${NAME-default}`, `${NAME[*]}`; keepalived `$NAME`, `${NAME}`. */
export interface VariableReference extends Span {
  readonly name: string;
  /** haproxy `${NAME-default}`: the text that stands in when the variable is not set. */
  readonly fallback?: string;
  /** haproxy `${NAME[*]}`: the value becomes several words. */
  readonly splits?: boolean;
}

export interface Word extends Span {
  /** The text after quotes and escapes are taken away; variables stand in it as they are written. */
  readonly value: string;
  /** Some of it was written between quotes or with escapes, so the value is not the source text. */
  readonly quoted?: boolean;
  /** Present where the value depends on something that the file does not say. */
  readonly variables?: readonly VariableReference[];
}

/** Whether the value is known from the file alone. */
export function isStatic(word: Word): boolean {
  return word.variables === undefined || word.variables.length === 0;
}

/** Whether a variable stands in a stretch of a line with these words, or next to it: what the stretch says is not known then. */
export function haveVariableIn(words: readonly Word[], { start, end }: Span): boolean {
  return words.some(({ variables = [] }) => variables.some((one) => one.start <= end && start <= one.end));
}

/** A comment with its marker, to the end of the line. */
export interface Comment extends Span {
  readonly kind: "Comment";
  /** The text after the marker. */
  readonly text: string;
}

/** A stretch that could not be understood. Its text is kept, a diagnostic says why. */
export interface Bad extends Span {
  readonly kind: "Bad";
  readonly words: readonly Word[];
}
