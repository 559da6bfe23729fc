/** What halint.yaml says of the layout, in the formatter's words. */
import type { ConfigFile } from "./schema.ts";

export interface LayoutSettings {
  indent?: number | "tab";
  align?: boolean;
  between?: number;
  maxBlank?: number;
  lineEnding?: "auto" | "lf" | "crlf";
}

/** Only what the file says; the formatter has defaults for the rest. */
export function layoutOf(format: NonNullable<ConfigFile["format"]>): LayoutSettings {
  const layout: LayoutSettings = {};
  if (format.indent !== undefined) layout.indent = format.indent;
  if (format.align !== undefined) layout.align = format.align;
  if (format["section-blank-lines"] !== undefined) layout.between = format["section-blank-lines"];
  if (format["max-blank-lines"] !== undefined) layout.maxBlank = format["max-blank-lines"];
  const ending = format["line-ending"];
  if (ending !== undefined) layout.lineEnding = ending === "keep" ? "auto" : ending;
  return layout;
}
