/** `.if` and its family: lines that the preprocessor reads. */
import type { Span } from "../../text/span.ts";
import type { Word } from "../word.ts";
import type { Predicate } from "./predicate.ts";

/** One branch of an `.if` block: what has to hold for its lines to be read. */
export interface Branch {
  /** Where the block's `.if` stands: the same for all its branches. */
  readonly block: number;
  /** Which branch of the block, from 0. Two lines in different arms of one block are never read together. */
  readonly arm: number;
  /** All of them together. A predicate that could not be parsed is absent. */
  readonly conditions: readonly { readonly holds: boolean; readonly predicate?: Predicate }[];
  /** The branch that the block stands in. */
  readonly outer?: Branch;
}

export interface Directive extends Span {
  readonly kind: "Directive";
  /** With its dot: `.if`, `.elif`, `.else`, `.endif`, `.diag`, `.notice`, `.warning`, `.alert`, or what was written instead; `[scope]` for a scope. */
  readonly keyword: Word;
  readonly args: readonly Word[];
  /** The parsed predicate of `.if` and `.elif`. */
  readonly predicate?: Predicate;
}
