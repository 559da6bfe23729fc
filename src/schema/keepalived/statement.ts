/** What the check of keepalived values reads and what it yields; the model's effective statements fit as they are. */
import type { Place } from "../../text/span.ts";

export interface CheckedWord {
  readonly value: string;
  readonly place: Place;
  readonly quoted: boolean;
  /** The value came out of a definition: the text at the place must not be edited. */
  readonly expanded: boolean;
  /** The value depends on something the files do not say. */
  readonly unknown: boolean;
}

export interface CheckedStatement {
  readonly keyword: CheckedWord;
  readonly args: readonly CheckedWord[];
  readonly place: Place;
  readonly body?: readonly CheckedStatement[];
}

/** What is wrong with a statement; each is a rule of the same name. */
export type ValueProblemKind =
  | "unknown-keyword"
  | "misplaced-keyword"
  | "removed-keyword"
  | "deprecated-keyword"
  | "keyword-newer-than-target"
  | "argument-count"
  | "invalid-value"
  | "duplicate-directive"
  | "number-with-unit"
  | "flag-with-off"
  | "extra-words-dropped"
  | "script-arguments-unquoted"
  | "auth-pass-truncated"
  | "invalid-state-value"
  | "priority-out-of-range"
  | "advert-interval-out-of-range"
  | "invalid-vip"
  | "required-setting-missing";

export interface ValueProblem {
  readonly kind: ValueProblemKind;
  readonly place: Place;
  /** The whole message; never holds a secret. */
  readonly message: string;
  readonly severity?: "error" | "warning" | "info";
  readonly related?: readonly (Place & { readonly message: string })[];
  readonly fix?: {
    readonly title: string;
    readonly safety: "safe" | "unsafe";
    readonly edits: readonly (Place & { readonly newText: string })[];
  };
}
