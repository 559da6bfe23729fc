/** Replacements of stretches of text, and their application without conflict. */
import type { Span } from "./span.ts";

export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** An edit in a named file, for fixes that cross files. */
export interface FileEdit extends Edit {
  readonly path: string;
}

/** Whether two edits cannot both be applied: they overlap, or insert at the same offset. Equal edits do not conflict. */
export function conflicts(a: Edit, b: Edit): boolean {
  if (isSameEdit(a, b)) return false;
  if (a.span.start === b.span.start) return true;
  const [first, second] = a.span.start < b.span.start ? [a, b] : [b, a];
  return first.span.end > second.span.start;
}

export function isSameEdit(a: Edit, b: Edit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

/** The text after the edits. Of edits that conflict, those that start later in the text are left out. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const chosen: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    const last = chosen.at(-1);
    if (last === undefined || (!isSameEdit(last, edit) && !conflicts(last, edit))) chosen.push(edit);
  }
  const parts: string[] = [];
  let at = 0;
  for (const edit of chosen) {
    parts.push(text.slice(at, edit.span.start), edit.newText);
    at = edit.span.end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}
