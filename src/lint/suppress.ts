/**
 * `# halint-disable-next-line ID, ID -- reason`, `-line`, `-file` (`!` comments too): which findings they silence, and
 * the ones that silence nothing.
 */
import type { Comment } from "../ast/word.ts";
import type { Document } from "../model/document.ts";
import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import { commentsOf } from "./comments.ts";

/** The rule under which a suppression that silences nothing is reported. */
export const unusedSuppression = "parse/unused-suppression";

interface Suppression {
  readonly path: string;
  readonly comment: Comment;
  readonly id: string;
  readonly idSpan: Span;
  /** The silenced line; absent for the whole file. */
  readonly line: number | undefined;
  used: boolean;
}

interface Rules {
  readonly known: (id: string) => boolean;
  readonly setting: (id: string, path: string) => Severity | "off" | undefined;
}

/** The findings that are not silenced, and one for each suppression that silences nothing. */
export function applySuppressions(
  diagnostics: readonly Diagnostic[],
  documents: readonly Document[],
  rules: Rules,
): Diagnostic[] {
  const suppressions = documents.flatMap(suppressionsOf);
  if (suppressions.length === 0) return [...diagnostics];
  const lineOf = new Map(documents.map((document) => [document.source.path, document.source.lines]));
  const kept = diagnostics.filter((diagnostic) => {
    const line = lineOf.get(diagnostic.path)?.lineAt(diagnostic.span.start);
    const silencing = suppressions.filter(
      ({ path, id, line: only }) =>
        path === diagnostic.path && id === diagnostic.rule && (only === undefined || only === line),
    );
    for (const suppression of silencing) suppression.used = true;
    return silencing.length === 0;
  });
  for (const suppression of suppressions) {
    if (suppression.used) continue;
    const setting = rules.setting(unusedSuppression, suppression.path);
    if (setting !== "off") kept.push(describeUnused(suppression, suppressions, rules, setting ?? "warning"));
  }
  return kept;
}

const marker = /^[#!\s]*halint-disable-(next-line|line|file)\s+/;

function suppressionsOf(document: Document): Suppression[] {
  const { source } = document;
  if (!source.text.includes("halint-disable-")) return [];
  const comments = commentsOf(document);
  const commentLines = new Set(
    comments
      .filter(
        (comment) =>
          source.text.slice(source.lines.startOf(source.lines.lineAt(comment.start)), comment.start).trim() === "",
      )
      .map((comment) => source.lines.lineAt(comment.start)),
  );
  return comments.flatMap((comment) => {
    const written = source.text.slice(comment.start, comment.end);
    const match = marker.exec(written);
    if (match === null) return [];
    const own = source.lines.lineAt(comment.start);
    const line =
      match[1] === "file" ? undefined : match[1] === "line" ? own : nextCodeLine(document, own, commentLines);
    return idsOf(written, match[0].length).map(({ id, at }) => ({
      path: source.path,
      comment,
      id,
      idSpan: { start: comment.start + at, end: comment.start + at + id.length },
      line,
      used: false,
    }));
  });
}

/** Comments may be stacked above the line that they are about. */
function nextCodeLine(document: Document, after: number, commentLines: ReadonlySet<number>): number {
  const { lines } = document.source;
  let line = after + 1;
  while (line < lines.count && (commentLines.has(line) || lines.lineText(line).trim() === "")) line++;
  return line;
}

function idsOf(written: string, from: number): { id: string; at: number }[] {
  const reason = written.indexOf("--", from);
  const list = written.slice(from, reason === -1 ? undefined : reason);
  return [...list.matchAll(/[^\s,]+/g)].map((match) => ({ id: match[0], at: from + match.index }));
}

function describeUnused(
  suppression: Suppression,
  all: readonly Suppression[],
  rules: Rules,
  severity: Severity,
): Diagnostic {
  const alone = all.filter(({ comment }) => comment === suppression.comment).length === 1;
  const { path, id, idSpan, comment } = suppression;
  return {
    rule: unusedSuppression,
    severity,
    message: rules.known(id) ? `nothing here is reported by ${id}` : `there is no rule ${id}`,
    path,
    span: idSpan,
    related: [],
    ...(alone
      ? { fix: { title: "remove the comment", safety: "safe", edits: [{ path, span: comment, newText: "" }] } }
      : {}),
  };
}
