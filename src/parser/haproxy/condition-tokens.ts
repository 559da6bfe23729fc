/** The tokens of conditions: one for each word, by what it means where it stands. */
import type { Word } from "../../ast/word.ts";
import { createToken, type TokenType } from "../chevrotain.ts";
import { OffsetToken } from "../token.ts";

export const AclName = createToken({ name: "AclName" });
/** Exclamation marks with nothing behind them: they count for the next term. */
export const LoneNegation = createToken({ name: "LoneNegation" });
/** `or` in any case, or `||`. */
export const OrWord = createToken({ name: "OrWord" });
export const OpenBrace = createToken({ name: "OpenBrace" });
export const CloseBrace = createToken({ name: "CloseBrace" });
/** `-i`, `-n`, `-M`, `--`, and any other word with a dash before the patterns. */
export const FlagWord = createToken({ name: "FlagWord" });
/** `-m`, `-f`, `-u`. */
export const FlagWordWithValue = createToken({ name: "FlagWordWithValue" });
/** The criterion, a flag's value, a pattern. */
export const TestWord = createToken({ name: "TestWord" });

export const conditionTokens = [
  AclName,
  LoneNegation,
  OrWord,
  OpenBrace,
  CloseBrace,
  FlagWord,
  FlagWordWithValue,
  TestWord,
];

export interface ConditionPayload {
  /** The word; for a name without its exclamation marks. */
  readonly word: Word;
  readonly negated: boolean;
}
export type ConditionToken = OffsetToken<ConditionPayload>;

/** The tokens of a condition without its keyword. `unclosed` is the brace that has no partner; reading stops there. */
export function tokenizeCondition(words: readonly Word[]): {
  readonly tokens: ConditionToken[];
  readonly unclosed?: Word;
} {
  const tokens: ConditionToken[] = [];
  let negated = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    let marks = 0;
    while (word.value[marks] === "!") marks++;
    if (marks % 2 === 1) negated = !negated;
    const name = marks === 0 ? word.value : word.value.slice(marks);
    if (name === "") {
      push(tokens, LoneNegation, word, word, false);
      continue;
    }
    if (name === "||" || name.toLowerCase() === "or") push(tokens, OrWord, word, word, false);
    else if (name === "{") {
      let close = at + 1;
      while (close < words.length && words[close]?.value !== "}") close++;
      const closing = words[close];
      if (closing === undefined) return { tokens, unclosed: word };
      push(tokens, OpenBrace, word, word, negated);
      for (const token of tokenizeTest(words.slice(at + 1, close))) tokens.push(token);
      push(tokens, CloseBrace, closing, closing, false);
      at = close;
    } else push(tokens, AclName, word, marks === 0 ? word : withoutMarks(word, marks), negated);
    negated = false;
  }
  return { tokens };
}

/** The tokens of an ACL's test: a criterion, flags up to the first word without a dash or to `--`, patterns. */
export function tokenizeTest(words: readonly Word[]): ConditionToken[] {
  const tokens: ConditionToken[] = [];
  let inFlags = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (at === 0 || !inFlags || !word.value.startsWith("-")) {
      inFlags &&= at === 0;
      push(tokens, TestWord, word, word, false);
    } else if (word.value === "-m" || word.value === "-f" || word.value === "-u") {
      push(tokens, FlagWordWithValue, word, word, false);
      at++;
      const value = words[at];
      if (value !== undefined) push(tokens, TestWord, value, value, false);
    } else {
      push(tokens, FlagWord, word, word, false);
      inFlags = word.value !== "--";
    }
  }
  return tokens;
}

function push(tokens: ConditionToken[], type: TokenType, at: Word, word: Word, negated: boolean): void {
  tokens.push(new OffsetToken(type, at.start, at.end, { word, negated }));
}

function withoutMarks(word: Word, marks: number): Word {
  return { ...word, start: word.quoted === true ? word.start : word.start + marks, value: word.value.slice(marks) };
}
