/** What rules on one instance ask of its lines, and the edits that take a line away. */
import type { EffectiveStatement, EffectiveWord } from "../../model/keepalived/effective.ts";
import { bodyOf, lastOf } from "../../model/keepalived/settings.ts";
import type { FileEdit } from "../../text/edit.ts";
import type { ReportDetails } from "../rule.ts";

/** The last line of a keyword in an object's block. */
export function lineOf(
  object: { readonly statement: EffectiveStatement },
  keyword: string,
): EffectiveStatement | undefined {
  return lastOf(bodyOf(object.statement), keyword);
}

/** Whether the text that stands there may be edited: it did not come out of a definition. */
export function isEditable({ keyword, args }: EffectiveStatement): boolean {
  return [keyword, ...args].every((word) => !word.expanded && word.place.path === keyword.place.path);
}

/** Takes a line without a block away. */
export function removal(line: EffectiveStatement, title: string, safety: "safe" | "unsafe" = "safe"): ReportDetails {
  if (!isEditable(line) || line.body !== undefined) return {};
  const end = line.args.at(-1)?.place.span.end ?? line.keyword.place.span.end;
  const edit: FileEdit = {
    path: line.keyword.place.path,
    span: { start: line.keyword.place.span.start, end },
    newText: "",
  };
  return { fix: { title, safety, edits: [edit] } };
}

/** Puts another text where a word stands. */
export function replacement(
  word: EffectiveWord,
  newText: string,
  title: string,
  safety: "safe" | "unsafe" = "safe",
): ReportDetails {
  if (word.expanded || word.quoted) return {};
  return { fix: { title, safety, edits: [{ path: word.place.path, span: word.place.span, newText }] } };
}
