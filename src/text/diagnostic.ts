/** What halint says about a place: plain data, the same for the command line, editors and the library. */
import type { FileEdit } from "./edit.ts";
import type { Place, Span } from "./span.ts";

export type Severity = "error" | "warning" | "info";

/** Another place that a finding is about: the other end of a mismatch, the first of two definitions. */
export interface Related extends Place {
  readonly message: string;
}

/** `safe`: the rest of the files leaves one right answer. `unsafe`: a person must choose. */
export type FixSafety = "safe" | "unsafe";

export interface Fix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly edits: readonly FileEdit[];
}

export interface Diagnostic {
  /** The rule's id, `haproxy/unknown-keyword`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fix?: Fix;
}

/** What a parser reports: a problem's code, `unbalanced-brace`, and where. The lint room knows its severity and page. */
export interface SyntaxProblem {
  readonly problem: string;
  readonly span: Span;
  readonly message: string;
  /** Where it weighs more or less than its rule's own severity. */
  readonly severity?: Severity;
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  readonly fix?: {
    readonly title: string;
    readonly edits: readonly { readonly span: Span; readonly newText: string }[];
  };
}

/** The order of the output contract: path, offset, rule; and what decides where those are the same. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.path, b.path) ||
    a.span.start - b.span.start ||
    compareText(a.rule, b.rule) ||
    a.span.end - b.span.end ||
    compareText(a.message, b.message)
  );
}

/** Of findings in that order, those that differ: a file that clusters share is looked at with each of them. */
export function withoutRepeats(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  return sorted.filter((found, at) => {
    const before = sorted[at - 1];
    return before === undefined || byPlace(before, found) !== 0;
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
