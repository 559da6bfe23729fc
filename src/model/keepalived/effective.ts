/**
 * A keepalived configuration as the daemon reads it: includes read, definitions expanded, conditional lines kept or
 * dropped, repetitions unrolled. Words keep the place in the text that they come from, so that a finding points at
 * what a person wrote.
 */
import type { Place } from "../../text/span.ts";
import type { KeepalivedDocument } from "../document.ts";

export interface EffectiveWord {
  readonly value: string;
  readonly place: Place;
  readonly quoted: boolean;
  /** The value came out of a definition, so the text at the place differs from it and must not be edited. */
  readonly expanded: boolean;
  /** It depends on something the files do not say (`${_ENV X}`, `${_RANDOM}`). */
  readonly unknown: boolean;
}

/** A keyword with its words, and the lines of its block where it has one. */
export interface EffectiveStatement {
  readonly keyword: EffectiveWord;
  readonly args: readonly EffectiveWord[];
  /** From the keyword to the last word, or to the closing brace. */
  readonly place: Place;
  /** The lines between the braces; absent where there is no block. In a value block each line is a statement too. */
  readonly body?: readonly EffectiveStatement[];
  /** A free-form line of a value block: `keyword` is only its first word. */
  readonly entry: boolean;
}

/** What goes wrong between the text and what the daemon reads. */
export interface EffectiveProblem {
  readonly problem:
    | "include-matches-nothing"
    | "include-unreadable"
    | "include-cycle"
    | "undefined-definition"
    | "definition-too-long"
    | "definition-of-itself"
    /** A condition behind another one, or one that came out of a definition; such a definition too. */
    | "misplaced-condition"
    | "invalid-repetition"
    /** Of the structure that results: a brace that is missing or too many. */
    | "unbalanced-brace";
  readonly place: Place;
  readonly message: string;
  /** Where it weighs more than its rule's own severity. */
  readonly severity?: "error" | "warning";
  readonly related?: readonly (Place & { readonly message: string })[];
}

export interface EffectiveConfiguration {
  readonly statements: readonly EffectiveStatement[];
  readonly problems: readonly EffectiveProblem[];
  /** The files that were included, each once. */
  readonly included: readonly KeepalivedDocument[];
}
