/** The tokens of `.if` predicates. */
import { createToken, type TokenType } from "../chevrotain.ts";
import { OffsetToken } from "../token.ts";
import { CallArgumentText, tokenizeExpression } from "./expression-tokens.ts";

export const NotMark = createToken({ name: "NotMark" });
export const AndMark = createToken({ name: "AndMark" });
export const OrMark = createToken({ name: "OrMark" });
export const OpenGroup = createToken({ name: "OpenGroup" });
export const CloseGroup = createToken({ name: "CloseGroup" });
/** A number, as strtol(3) reads one. */
export const Constant = createToken({ name: "Constant" });
/** `feature(OPENSSL)` as a whole. */
export const PredicateCallToken = createToken({ name: "PredicateCallToken" });
export const StrangeText = createToken({ name: "StrangeText" });

export const predicateTokens = [
  NotMark,
  AndMark,
  OrMark,
  OpenGroup,
  CloseGroup,
  Constant,
  PredicateCallToken,
  StrangeText,
];

export interface PredicatePayload {
  /** The number, or the call's name. */
  readonly text: string;
  readonly args: readonly string[];
}
export type PredicateToken = OffsetToken<PredicatePayload>;

const marks: readonly (readonly [string, TokenType])[] = [
  ["!", NotMark],
  ["&&", AndMark],
  ["||", OrMark],
  ["(", OpenGroup],
  [")", CloseGroup],
];
const number = /[-+]?(?:0[xX][0-9a-fA-F]+|\d+)/y;
/** A name goes on to a space or a parenthesis. */
const name = /[^ (]+/y;

/** Deeper groups are no predicate for halint; the program's own limit is about three times as deep. */
const maxGroups = 100;

export function tokenizePredicate(text: string): PredicateToken[] {
  const tokens: PredicateToken[] = [];
  let groups = 0;
  let at = 0;
  while (at < text.length) {
    if (text[at] === " " || text[at] === "\t") {
      at++;
      continue;
    }
    const read = markAt(text, at) ?? constantAt(text, at) ?? callAt(text, at) ?? strange(text, at);
    if (read.tokenType === OpenGroup) groups++;
    const token = groups > maxGroups ? strange(text, at) : read;
    tokens.push(token);
    at = token.endOffset;
  }
  return tokens;
}

function markAt(text: string, at: number): PredicateToken | undefined {
  for (const [mark, type] of marks) {
    if (text.startsWith(mark, at)) return token(type, at, at + mark.length, mark);
  }
  return undefined;
}

function constantAt(text: string, at: number): PredicateToken | undefined {
  number.lastIndex = at;
  const found = number.exec(text)?.[0];
  return found === undefined ? undefined : token(Constant, at, at + found.length, found);
}

/** The predicates of any supported version (haproxy 2.4 to 3.4) and how many arguments they take, no more and no less. */
const predicates = new Map([
  ["defined", 1],
  ["feature", 1],
  ["streq", 2],
  ["strneq", 2],
  ["strstr", 2],
  ["version_atleast", 1],
  ["version_before", 1],
  ["openssl_version_atleast", 1],
  ["openssl_version_before", 1],
  ["ssllib_name_startswith", 1],
  ["awslc_api_atleast", 1],
  ["awslc_api_before", 1],
  ["enabled", 1],
]);

/** What these are asked with is read as a version of the TLS library, and nothing is none (haproxy 2.5 to 3.4). */
const libraryVersions: ReadonlySet<string> = new Set([
  "openssl_version_atleast",
  "openssl_version_before",
  "awslc_api_atleast",
  "awslc_api_before",
]);

/** A known name, with arguments read as a sample fetch's are: without parentheses it has an empty one. */
function callAt(text: string, at: number): PredicateToken | undefined {
  name.lastIndex = at;
  const found = name.exec(text)?.[0];
  if (found === undefined) return undefined;
  const wanted = predicates.get(found);
  if (wanted === undefined) return undefined;
  const mayBeEmpty = wanted === 1 && !libraryVersions.has(found);
  if (text[at + found.length] !== "(")
    return mayBeEmpty ? token(PredicateCallToken, at, at + found.length, found, [""]) : undefined;
  const { tokens } = tokenizeExpression(text, at);
  const args: string[] = [];
  for (const { tokenType, payload, endOffset } of tokens.slice(1)) {
    if (tokenType === CallArgumentText) args.push(payload);
    else if (text[endOffset - 1] === ")") {
      const hasAll = args.length === wanted || (args.length === 0 && mayBeEmpty);
      return hasAll ? token(PredicateCallToken, at, endOffset, found, args) : undefined;
    }
  }
  return undefined;
}

/** Text that is no part of a predicate, to the next space. */
function strange(text: string, at: number): PredicateToken {
  let end = at;
  while (end < text.length && text[end] !== " " && text[end] !== "\t") end++;
  return token(StrangeText, at, end, "");
}

function token(
  type: TokenType,
  start: number,
  end: number,
  text: string,
  args: readonly string[] = [],
): PredicateToken {
  return new OffsetToken(type, start, end, { text, args });
}
