/** Fixes as quick fixes, all safe ones of a file at once, and comments that silence a finding. */

import type { CodeAction, Range, TextEdit } from "vscode-languageserver/node.js";
import { planFixes } from "../lint/fix.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { FileEdit } from "../text/edit.ts";
import { linesOf } from "./positions.ts";
import { actionKind } from "./protocol.ts";
import type { FileState, Snapshot } from "./snapshot.ts";

/**
 * What can be done about the findings in a range.
 *
 * @param only the kinds that are asked for, each with those below it; all where absent
 */
export function codeActionsOf(
  file: FileState,
  range: Range,
  snapshot: Snapshot,
  only?: readonly string[],
): CodeAction[] {
  const start = file.lines.offset(range.start);
  const end = file.lines.offset(range.end);
  const touched = file.diagnostics.filter(({ span }) => span.start <= end && start <= span.end);
  const actions = [
    ...touched.flatMap((diagnostic) => quickFix(diagnostic, snapshot)),
    ...fixAll(file, snapshot),
    ...unique(touched.map((diagnostic) => silence(file, diagnostic))),
  ];
  if (only === undefined) return actions;
  return actions.filter(({ kind = "" }) => only.some((wanted) => `${kind}.`.startsWith(`${wanted}.`)));
}

function quickFix(diagnostic: Diagnostic, snapshot: Snapshot): CodeAction[] {
  const { fix } = diagnostic;
  if (fix === undefined) return [];
  return [
    {
      title: snapshot.clean(diagnostic).fix?.title ?? `Fix ${diagnostic.rule}`,
      kind: actionKind.quickFix,
      isPreferred: fix.safety === "safe",
      edit: { changes: changesOf(fix.edits, snapshot) },
    },
  ];
}

function fixAll(file: FileState, snapshot: Snapshot): CodeAction[] {
  const plan = planFixes(file.diagnostics, ({ safety }) => safety === "safe");
  if (plan.size === 0) return [];
  const edits = [...plan].flatMap(([path, own]) => own.map((edit) => ({ ...edit, path })));
  return [
    {
      title: "Apply all safe halint fixes of this file",
      kind: actionKind.fixAll,
      edit: { changes: changesOf(edits, snapshot) },
    },
  ];
}

/** A comment above the line, indented like it. */
function silence(file: FileState, { rule, span }: Diagnostic): CodeAction {
  const { line } = file.lines.range(span).start;
  const start = { line, character: 0 };
  const indent = /^[ \t]*/.exec(file.text.slice(linesOf(file.text).offset(start)))?.[0] ?? "";
  const edit = { range: { start, end: start }, newText: `${indent}# halint-disable-next-line ${rule}\n` };
  return {
    title: `Silence ${rule} on this line`,
    kind: actionKind.quickFix,
    edit: { changes: { [file.uri]: [edit] } },
  };
}

function changesOf(edits: readonly FileEdit[], snapshot: Snapshot): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { path, span, newText } of edits) {
    const file = snapshot.files.get(path);
    if (file === undefined) continue;
    const list = changes[file.uri] ?? [];
    list.push({ range: file.lines.range(span), newText });
    changes[file.uri] = list;
  }
  return changes;
}

function unique(actions: readonly CodeAction[]): CodeAction[] {
  const titles = new Set<string>();
  return actions.filter(({ title }) => !titles.has(title) && titles.add(title));
}
