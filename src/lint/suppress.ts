/**
 * `# halint-disable-next-line ID, ID -- reason`, `-line`, `-file` (`!` comments too): which findings they silence, and
 * the ones that silence nothing.
 */

import type { Comment } from "../ast/word.ts";
import type { Document } from "../model/document.ts";
import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import { listsBy } from "../text/lists.ts";
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

interface Commented {
  readonly document: Document;
  readonly comments: readonly Comment[];
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
  const written = documents
    .filter(({ source }) => source.text.includes("halint-"))
    .map((document) => ({ document, comments: commentsOf(document) }));
  const suppressions = written.flatMap(suppressionsOf);
  const misspelt = written.flatMap((one) => misspeltIn(one, rules));
  if (suppressions.length === 0) return [...diagnostics, ...misspelt];
  const lineOf = new Map(documents.map((document) => [document.source.path, document.source.lines]));
  const byPlace = listsBy(suppressions, ({ path, id, line }) => placeKey(path, id, line));
  const kept = diagnostics.filter(({ path, rule, span }) => {
    const line = lineOf.get(path)?.lineAt(span.start);
    const silencing = [
      ...(byPlace.get(placeKey(path, rule, undefined)) ?? []),
      ...(line === undefined ? [] : (byPlace.get(placeKey(path, rule, line)) ?? [])),
    ];
    for (const suppression of silencing) suppression.used = true;
    return silencing.length === 0;
  });
  const byComment = listsBy(suppressions, ({ comment }) => comment);
  for (const suppression of suppressions) {
    if (suppression.used) continue;
    const setting = rules.setting(unusedSuppression, suppression.path);
    const alone = byComment.get(suppression.comment)?.length === 1;
    if (setting !== "off") kept.push(describeUnused(suppression, alone, rules, setting ?? "warning"));
  }
  return [...kept, ...misspelt];
}

function placeKey(path: string, id: string, line: number | undefined): string {
  return `${path}\n${id}\n${line ?? ""}`;
}

const marker = /^[#!\s]*halint-disable-(next-line|line|file)\s+/;
/** What is meant to be one, whether or not it can be read. */
const attempt = /^[#!\s]*(halint-(?:disable|enable|ignore)\S*)/;

/** Comments that are meant to silence something, and that say neither where nor what. */
function misspeltIn({ document, comments }: Commented, rules: Rules): Diagnostic[] {
  const { path, text } = document.source;
  const severity = rules.setting(unusedSuppression, path) ?? "warning";
  if (severity === "off") return [];
  return comments.flatMap((comment) => {
    const written = text.slice(comment.start, comment.end);
    const word = attempt.exec(written)?.[1];
    const from = marker.exec(written)?.[0].length;
    if (word === undefined || (from !== undefined && idsOf(written, from).length > 0)) return [];
    const start = comment.start + written.indexOf(word);
    const message =
      from === undefined && !/^halint-disable-(?:next-line|line|file)$/.test(word)
        ? `${word} silences nothing: halint-disable-next-line, halint-disable-line or halint-disable-file, and the ids of rules`
        : `${word} has to be followed by the ids of rules`;
    const span = { start, end: start + word.length };
    return [{ rule: unusedSuppression, severity, message, path, span, related: [] }];
  });
}

function suppressionsOf({ document, comments }: Commented): Suppression[] {
  const { source } = document;
  const commentLines = new Set(
    comments
      .filter(
        (comment) =>
          source.text.slice(source.lines.startOf(source.lines.lineAt(comment.start)), comment.start).trim() === "",
      )
      .map((comment) => source.lines.lineAt(comment.start)),
  );
  const codeLines = new CodeLines(document, commentLines);
  return comments.flatMap((comment) => {
    const written = source.text.slice(comment.start, comment.end);
    const match = marker.exec(written);
    if (match === null) return [];
    const own = source.lines.lineAt(comment.start);
    const line = match[1] === "file" ? undefined : match[1] === "line" ? own : codeLines.after(own);
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

/** Comments may be stacked above the line that they are about; each stretch of them is walked once. */
class CodeLines {
  readonly #document: Document;
  readonly #commentLines: ReadonlySet<number>;
  #from = 0;
  #found = 0;

  constructor(document: Document, commentLines: ReadonlySet<number>) {
    this.#document = document;
    this.#commentLines = commentLines;
  }

  /** The first line below that holds more than a comment. */
  after(line: number): number {
    if (line >= this.#from && line < this.#found) return this.#found;
    const { lines } = this.#document.source;
    let found = line + 1;
    while (found < lines.count && (this.#commentLines.has(found) || lines.lineText(found).trim() === "")) found++;
    this.#from = line;
    this.#found = found;
    return found;
  }
}

function idsOf(written: string, from: number): { id: string; at: number }[] {
  const reason = written.indexOf("--", from);
  const list = written.slice(from, reason === -1 ? undefined : reason);
  return [...list.matchAll(/[^\s,]+/g)].map((match) => ({ id: match[0], at: from + match.index }));
}

function describeUnused(suppression: Suppression, alone: boolean, rules: Rules, severity: Severity): Diagnostic {
  const { path, id, idSpan, comment } = suppression;
  return {
    rule: unusedSuppression,
    severity,
    message: rules.known(id) ? `nothing here is reported by ${id}` : `there is no rule ${id}`,
    path,
    span: idSpan,
    related: [],
    ...(alone
      ? { fix: { title: "Remove the comment", safety: "safe", edits: [{ path, span: comment, newText: "" }] } }
      : {}),
  };
}
