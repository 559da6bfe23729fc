/** The tree of a haproxy.cfg: sections, each with its statements, directives and comments in the order of the file. */
import type { Span } from "../../text/span.ts";
import type { Bad, Comment, Word } from "../word.ts";
import type { Branch, Directive } from "./directive.ts";
import type { Argument, ArgumentProblem, Statement } from "./statement.ts";

export interface HaproxyFile extends Span {
  readonly kind: "HaproxyFile";
  /** What stands before the first section header. */
  readonly preamble: readonly Item[];
  readonly sections: readonly Section[];
  /** The text is a template for a config and not one itself. */
  readonly isTemplate?: boolean;
}

/** One section from its header to the next header. `.if` may stand around headers, so directives are items, not blocks. */
export interface Section extends Span {
  readonly kind: "Section";
  /** The section's keyword as the program knows it: what was meant where `keyword` is misspelt. */
  readonly type: string;
  /** `frontend`, `backend`…: the header's first word. */
  readonly keyword: Word;
  /** The header's second word where the section takes a name. */
  readonly name?: Word;
  /** `from NAME` on a proxy's header (haproxy 2.4). */
  readonly from?: Word;
  /** All words of the header after the keyword. */
  readonly args: readonly Word[];
  /** What the grammar calls the words behind the keyword. */
  readonly arguments: readonly Argument[];
  /** What does not fit the grammar of the header. */
  readonly problems?: readonly ArgumentProblem[];
  /** The `.if` branch around the header. */
  readonly branch?: Branch;
  /** The program does not take the header's line apart: see the problems of the parse. */
  readonly faulty?: boolean;
  readonly body: readonly Item[];
}

export type Item = Statement | Directive | Comment | Bad;

/** Whether an item is a line of meaning, and not a comment, a directive of the preprocessor or a stretch that was not understood. */
export function isStatement(item: Item): item is Statement {
  const { kind } = item;
  return kind !== "Comment" && kind !== "Directive" && kind !== "Bad";
}
