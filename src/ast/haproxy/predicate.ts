/** The predicate of `.if`: `feature(OPENSSL) && !defined(X) || version_atleast(2.6)`. */
import type { Span } from "../../text/span.ts";

export type Predicate = PredicateAny | PredicateAll | PredicateNot | PredicateCall | PredicateConstant;

export interface PredicateAny extends Span {
  readonly kind: "Any";
  readonly terms: readonly Predicate[];
}
export interface PredicateAll extends Span {
  readonly kind: "All";
  readonly terms: readonly Predicate[];
}
export interface PredicateNot extends Span {
  readonly kind: "Not";
  readonly term: Predicate;
}
export interface PredicateCall extends Span {
  readonly kind: "Call";
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly string[];
}
export interface PredicateConstant extends Span {
  readonly kind: "Constant";
  /** The text; an integer is true unless 0, nothing is false. */
  readonly text: string;
}
