/** Formats texts, and holds every result against its source before it is handed out. */
import { tokenTexts } from "../emit/format/tokens.ts";
import { type FormatOptions, format as formatAst, gapEdits } from "../emit/format.ts";
import type { Document, Language } from "../model/document.ts";
import { widthOf } from "../report/width.ts";
import { applyEdits, type Edit } from "../text/edit.ts";
import { contains, type Span } from "../text/span.ts";
import { languageOf, parse } from "./workspace.ts";

export interface Formatted {
  /** The source itself where `failed`. */
  readonly text: string;
  /** One for each gap that changes; each replaces white space by white space. */
  readonly edits: readonly Edit[];
  /** The result did not say the same as the source. It is a bug in halint, and nothing is changed. */
  readonly failed: boolean;
}

/** The formatted text of a file. Never throws; what could not be parsed stays as it is. */
export function format(
  path: string,
  text: string,
  options: Partial<FormatOptions> = {},
  language: Language = languageOf(path, text),
): Formatted {
  const unchanged = { text, edits: [], failed: false };
  const document = parse(path, text, language);
  if (isLeftAlone(document)) return unchanged;
  const after = formatAst({ text, ast: document.ast, broken: brokenPlaces(document) }, options, widthOf);
  if (after === text) return unchanged;
  const edits = gapEdits(text, after);
  if (applyEdits(text, edits) !== after || !saysTheSame(document, parse(path, after, language)))
    return { ...unchanged, failed: true };
  return { text: after, edits, failed: false };
}

/** The edits of a format that lie in a range, for editors that format a selection. */
export function formatRange(
  path: string,
  text: string,
  range: Span,
  options: Partial<FormatOptions> = {},
  language?: Language,
): readonly Edit[] {
  return format(path, text, options, language).edits.filter(({ span }) => contains(range, span));
}

/** What the parser complained of; the missing end of the last line is made good by the layout itself. */
function brokenPlaces({ problems }: Document): readonly Span[] {
  return problems.filter(({ problem }) => problem !== "missing-final-newline").map(({ span }) => span);
}

/** A template is not a config, and one with NUL bytes is no text. */
function isLeftAlone({ problems }: Document): boolean {
  return problems.some(({ problem }) => problem === "template-placeholder" || problem === "nul-byte");
}

function saysTheSame(before: Document, after: Document): boolean {
  const one = tokenTexts(before.source.text, before.ast);
  const other = tokenTexts(after.source.text, after.ast);
  return one.length === other.length && one.every((text, at) => text === other[at]);
}
