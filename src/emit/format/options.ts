/** How a file is laid out. Few choices, each with a default that needs no thought. */

export interface FormatOptions {
  /** Spaces for each level, or a tab. */
  readonly indent: number | "tab";
  /** Align the arguments of neighbouring server, bind and address lines, and trailing comments. */
  readonly align: boolean;
  /** Blank lines between sections and top-level blocks, at least. */
  readonly between: number;
  /** Blank lines in a row, at most. */
  readonly maxBlank: number;
  /** `auto`: what most lines of the file have. */
  readonly lineEnding: "auto" | "lf" | "crlf";
}

export const defaultFormat: FormatOptions = { indent: 4, align: true, between: 1, maxBlank: 1, lineEnding: "auto" };
