/** A line of the formatted file: its tokens, which stay as they are, and what is decided about the space between them. */
import type { Span } from "../../text/span.ts";

export interface Line {
  /** In the order of the file, without the trailing comment. */
  readonly tokens: readonly Span[];
  readonly comment?: Span;
  /** Levels of indentation. */
  readonly level: number;
  /** Blank lines above it in the source. */
  readonly blankAbove: number;
  /** It starts a section or a top-level block (or is the comment above one): a blank line is put above it. */
  readonly opens?: boolean;
  /** Neighbours with the same key are aligned in their first `columns` tokens. */
  readonly alignment?: { readonly key: string; readonly columns: number };
  /** Left as it is, from its first to its last character: what was not understood, and what was asked to be left alone. */
  readonly verbatim?: Span;
}
