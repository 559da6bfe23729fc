/** `.if` and its family: lines that the preprocessor reads. */
import type { Span } from "../../text/span.ts";
import type { Word } from "../word.ts";
import type { Predicate } from "./predicate.ts";

export interface Directive extends Span {
  readonly kind: "Directive";
  /** With its dot: `.if`, `.elif`, `.else`, `.endif`, `.diag`, `.notice`, `.warning`, `.alert`, or what was written instead. */
  readonly keyword: Word;
  readonly args: readonly Word[];
  /** The parsed predicate of `.if` and `.elif`. */
  readonly predicate?: Predicate;
}
