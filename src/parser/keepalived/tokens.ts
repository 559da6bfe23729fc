/** The kinds of tokens a keepalived file is made of, and what each carries. */
import type { Comment, Word } from "../../ast/word.ts";
import type { Span } from "../../text/span.ts";
import { createToken, type IToken } from "../chevrotain.ts";
import { OffsetToken } from "../token.ts";

export const WordToken = createToken({ name: "Word" });
export const OpenToken = createToken({ name: "Open" });
export const CloseToken = createToken({ name: "Close" });
/** One or more line ends. */
export const NewlineToken = createToken({ name: "Newline" });
export const CommentToken = createToken({ name: "Comment" });
/** `@host`, `~SEQ(…)`: what stands before a line. */
export const PrefixToken = createToken({ name: "Prefix" });
export const DefinitionToken = createToken({ name: "Definition" });
export const IncludeToken = createToken({ name: "Include" });

export const keepalivedTokens = [
  WordToken,
  OpenToken,
  CloseToken,
  NewlineToken,
  CommentToken,
  PrefixToken,
  DefinitionToken,
  IncludeToken,
];

export type Prefix =
  | { readonly kind: "condition"; readonly span: Span; readonly id: string; readonly negated: boolean }
  | { readonly kind: "repetition"; readonly span: Span; readonly form: "SEQ" | "SEQx" | "LST"; readonly text: string };

export interface DefinitionText {
  readonly name: Word;
  readonly value: Span;
  readonly text: string;
}
export interface IncludeWords {
  readonly keyword: Word;
  readonly pattern: Word | undefined;
}

export type Payload = Word | Comment | Prefix | DefinitionText | IncludeWords | undefined;
export type KeepalivedToken = OffsetToken<Payload>;

export function token(type: typeof WordToken, start: number, end: number, payload?: Payload): KeepalivedToken {
  return new OffsetToken<Payload>(type, start, end, payload);
}

// Each kind of token has one kind of payload, which the parser's tokens do not say.

export function wordOf(token: IToken): Word {
  return (token as KeepalivedToken).payload as Word;
}

export function commentOf(token: IToken): Comment {
  return (token as KeepalivedToken).payload as Comment;
}

export function prefixOf(token: IToken): Prefix {
  return (token as KeepalivedToken).payload as Prefix;
}

export function definitionOf(token: IToken): DefinitionText {
  return (token as KeepalivedToken).payload as DefinitionText;
}

export function includeOf(token: IToken): IncludeWords {
  return (token as KeepalivedToken).payload as IncludeWords;
}
