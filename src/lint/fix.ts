/** Chooses fixes that can be applied together, across files, and applies them until nothing changes. Writes nothing. */

import type { Diagnostic, Fix } from "../text/diagnostic.ts";
import { applyEdits, conflicts, type Edit, isSameEdit } from "../text/edit.ts";
import { countWhile } from "../text/lists.ts";

/** The edits of each file. A fix is taken whole or not at all; of two that conflict the first finding's is taken. */
export function planFixes(
  diagnostics: readonly Diagnostic[],
  wanted: (fix: Fix, diagnostic: Diagnostic) => boolean,
): ReadonlyMap<string, readonly Edit[]> {
  const plan = new Map<string, FilePlan>();
  for (const diagnostic of diagnostics) {
    const { fix } = diagnostic;
    if (fix === undefined || !wanted(fix, diagnostic)) continue;
    if (fix.edits.some((edit) => plan.get(edit.path)?.hasConflict(edit) === true)) continue;
    for (const { path, span, newText } of fix.edits) {
      const own = plan.get(path) ?? new FilePlan();
      own.add({ span, newText });
      plan.set(path, own);
    }
  }
  return new Map([...plan].map(([path, { edits }]) => [path, edits]));
}

/** The edits chosen for a file, in order. They do not overlap, so only the two neighbours of another can conflict with it. */
class FilePlan {
  readonly edits: Edit[] = [];

  hasConflict(edit: Edit): boolean {
    const at = this.#placeOf(edit);
    return [this.edits[at - 1], this.edits[at]].some((other) => other !== undefined && conflicts(other, edit));
  }

  add(edit: Edit): void {
    const at = this.#placeOf(edit);
    const before = this.edits[at - 1];
    if (before === undefined || !isSameEdit(before, edit)) this.edits.splice(at, 0, edit);
  }

  /** Behind all that start where it does or before. */
  #placeOf({ span: { start } }: Edit): number {
    return countWhile(this.edits, ({ span }) => span.start <= start);
  }
}

export interface FixResult<Linted> {
  /** The new text of every file that changed. */
  readonly texts: ReadonlyMap<string, string>;
  /** What is found in the texts that are left. */
  readonly linted: Linted;
  readonly fixed: number;
}

/** A fix that uncovers another finding is followed this many times; real chains are two or three long. */
const maxRounds = 10;

/**
 * Applies fixes and lints again until nothing changes. A round whose result parses worse than what was there is given up,
 * with all of its files: they stay as the round before left them.
 *
 * @param first what is found in the original texts
 * @param lint lints all files with these texts in place of the original ones; gets what was found in the round before
 * @param wanted which fixes to apply
 */
export function fixUntilStable<Linted extends { readonly diagnostics: readonly Diagnostic[] }>(
  original: ReadonlyMap<string, string>,
  first: Linted,
  lint: (texts: ReadonlyMap<string, string>, before: Linted) => Linted,
  wanted: (fix: Fix, diagnostic: Diagnostic) => boolean,
): FixResult<Linted> {
  let texts: ReadonlyMap<string, string> = new Map();
  let linted = first;
  for (let round = 0; round < maxRounds; round++) {
    const plan = planFixes(linted.diagnostics, (fix, diagnostic) => {
      return wanted(fix, diagnostic) && fix.edits.every(({ path }) => original.has(path));
    });
    const next = new Map(texts);
    for (const [path, edits] of plan) {
      const before = texts.get(path) ?? original.get(path) ?? "";
      const after = applyEdits(before, edits);
      if (after !== before) next.set(path, after);
    }
    if (sameTexts(texts, next)) break;
    const after = lint(next, linted);
    if (countBroken(after.diagnostics) > countBroken(linted.diagnostics)) break;
    texts = next;
    linted = after;
  }
  return { texts, linted, fixed: Math.max(0, first.diagnostics.length - linted.diagnostics.length) };
}

function sameTexts(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);
}

/** What a fix must never add to: places that the parser could not read. */
function countBroken(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ rule, severity }) => severity === "error" && rule.startsWith("parse/")).length;
}
