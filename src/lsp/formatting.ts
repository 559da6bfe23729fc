/** The formatter as the protocol's edits. */
import type { FormattingOptions, Range, TextEdit } from "vscode-languageserver/node.js";
import { format, formatRange } from "../api/format.ts";
import { linesOf } from "./positions.ts";
import type { FileState } from "./snapshot.ts";

/** The edits that format a file, or the part of it that an editor has selected. */
export function formattingOf(file: FileState, options: FormattingOptions, range?: Range): TextEdit[] {
  const { path, text } = file;
  const lines = linesOf(text);
  const chosen = { indent: options.insertSpaces ? options.tabSize : ("tab" as const), ...file.format };
  const { language } = file.document;
  const part = range && { start: lines.offset(range.start), end: lines.offset(range.end) };
  const edits =
    part === undefined ? format(path, text, chosen, language).edits : formatRange(path, text, part, chosen, language);
  return edits.map(({ span, newText }) => ({ range: lines.range(span), newText }));
}
