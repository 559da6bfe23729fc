/** The formatter as the protocol's edits. */
import type { FormattingOptions, TextEdit } from "vscode-languageserver/node.js";
import { format, formatRange } from "../api/format.ts";
import type { Span } from "../text/span.ts";
import type { FileState } from "./snapshot.ts";

/** The edits that format a file, or the part of it that an editor has selected. */
export function formattingOf(file: FileState, options: FormattingOptions, range?: Span): TextEdit[] {
  const { path, text } = file.document.source;
  const chosen = { indent: options.insertSpaces ? options.tabSize : ("tab" as const), ...file.format };
  const { language } = file.document;
  const edits =
    range === undefined ? format(path, text, chosen, language).edits : formatRange(path, text, range, chosen, language);
  return edits.map(({ span, newText }) => ({ range: file.lines.range(span), newText }));
}
