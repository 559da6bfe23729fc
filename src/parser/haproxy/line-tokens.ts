/** The tokens of a haproxy.cfg: for each line its first word by what it opens, the words behind it, a comment. */
import { createToken, type TokenType } from "../chevrotain.ts";
import { OffsetToken } from "../token.ts";

/** `no` or `default` with a keyword behind it. */
export const PrefixWord = createToken({ name: "PrefixWord" });
/** The first word of a section's header. */
export const SectionWord = createToken({ name: "SectionWord" });
/** A first word that starts with a dot, or a scope in brackets. */
export const DirectiveWord = createToken({ name: "DirectiveWord" });
/** Any other first word. */
export const KeywordWord = createToken({ name: "KeywordWord" });
/** All the words behind the first. */
export const Arguments = createToken({ name: "Arguments" });
export const CommentText = createToken({ name: "CommentText" });
/** What the program does not read: behind a NUL or a lone carriage return. */
export const UnreadText = createToken({ name: "UnreadText" });

export const lineTokens = [PrefixWord, SectionWord, DirectiveWord, KeywordWord, Arguments, CommentText, UnreadText];

/** Its payload is the index of its word in the table of words; of `Arguments` the index behind the last. */
export type LineToken = OffsetToken<number>;

export function lineToken(type: TokenType, start: number, end: number, word = -1): LineToken {
  return new OffsetToken(type, start, end, word);
}
