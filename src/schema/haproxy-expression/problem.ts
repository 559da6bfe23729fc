/** What is found in an expression. The lint room turns these into findings of its rules. */
import type { Span } from "../../text/span.ts";

export interface ExpressionProblem extends Span {
  /** The rule's name without its language: `unknown-keyword`. */
  readonly rule:
    | "unknown-keyword"
    | "argument-count"
    | "invalid-value"
    | "incompatible-sample-type"
    | "fetch-in-wrong-place"
    | "keyword-newer-than-target"
    | "removed-keyword"
    | "acl-without-pattern";
  readonly severity?: "warning";
  readonly message: string;
  /** The text that should stand at the span, where one is likely. */
  readonly instead?: string;
}
