/** The grammar of conditions (`if a !b or { path /x }`) and of what an ACL tests. */
import type { AclFlag, AclTest, Condition, ConditionTerm } from "../../ast/haproxy/expression.ts";
import type { Word } from "../../ast/word.ts";
import { EmbeddedActionsParser, type IParserConfig, type IToken } from "../chevrotain.ts";
import { productConfig } from "../token.ts";
import {
  AclName,
  CloseBrace,
  type ConditionToken,
  conditionTokens,
  FlagWord,
  FlagWordWithValue,
  LoneNegation,
  OpenBrace,
  OrWord,
  TestWord,
  tokenizeCondition,
  tokenizeTest,
} from "./condition-tokens.ts";
import { parseExpression } from "./expression-parser.ts";
import type { Fault } from "./fault.ts";
import { textOfWord } from "./inner-text.ts";

export class ConditionParser extends EmbeddedActionsParser {
  #source = "";
  #fault: Fault | undefined;
  readonly #condition: () => ConditionTerm[][];
  readonly #test: () => AclTest;

  constructor(config: IParserConfig = productConfig) {
    super(conditionTokens, config);
    const wordOf = (token: IToken) => this.ACTION(() => (token as ConditionToken).payload.word);
    const isNegated = (token: IToken) => (token as ConditionToken).payload.negated;

    // flag: -i | -m found | …
    const flag = this.RULE(
      "flag",
      (): AclFlag =>
        this.OR([
          { ALT: () => ({ flag: wordOf(this.CONSUME(FlagWord)) }) },
          {
            ALT: () => {
              const name = this.CONSUME(FlagWordWithValue);
              const value = this.OPTION(() => this.CONSUME(TestWord));
              return this.ACTION(() => ({
                flag: wordOf(name),
                ...(value === undefined ? {} : { value: wordOf(value) }),
              }));
            },
          },
        ]),
    );

    // test: criterion flag* pattern*
    const test = this.RULE("test", (): AclTest => {
      const criterion = this.CONSUME1(TestWord);
      const flags: AclFlag[] = [];
      const patterns: Word[] = [];
      this.MANY1(() => flags.push(this.SUBRULE(flag)));
      this.MANY2(() => patterns.push(wordOf(this.CONSUME2(TestWord))));
      return this.ACTION(() => this.#testNode(wordOf(criterion), flags, patterns));
    });

    // term: !*name | !*{ test }
    const term = this.RULE(
      "term",
      (): ConditionTerm =>
        this.OR([
          {
            ALT: () => {
              const token = this.CONSUME(AclName);
              return this.ACTION(() => {
                const { startOffset, endOffset } = token;
                const place = { start: startOffset, end: endOffset ?? startOffset };
                return { kind: "AclReference" as const, ...place, negated: isNegated(token), name: wordOf(token) };
              });
            },
          },
          {
            ALT: () => {
              const open = this.CONSUME(OpenBrace);
              const inside = this.SUBRULE(test);
              const close = this.CONSUME(CloseBrace);
              return this.ACTION(() => ({
                kind: "AnonymousAcl" as const,
                start: open.startOffset,
                end: close.endOffset ?? 0,
                negated: isNegated(open),
                test: inside,
              }));
            },
          },
        ]),
    );

    // condition: (term | or | !)*
    this.#condition = this.RULE("condition", (): ConditionTerm[][] => {
      const alternatives: ConditionTerm[][] = [[]];
      this.MANY(() =>
        this.OR([
          { ALT: () => alternatives.at(-1)?.push(this.SUBRULE(term)) },
          { ALT: () => this.CONSUME(LoneNegation) },
          {
            ALT: () => {
              this.CONSUME(OrWord);
              alternatives.push([]);
            },
          },
        ]),
      );
      return this.ACTION(() => alternatives.map((terms) => terms.slice()));
    });
    this.#test = test;
    this.performSelfAnalysis();
  }

  parseCondition(source: string, tokens: ConditionToken[]) {
    return this.#run(source, tokens, this.#condition);
  }

  parseTest(source: string, tokens: ConditionToken[]) {
    return this.#run(source, tokens, this.#test);
  }

  #run<Node>(source: string, tokens: ConditionToken[], rule: () => Node) {
    this.#source = source;
    this.#fault = undefined;
    this.input = tokens;
    const node = rule.call(this);
    const error = this.errors[0];
    return { node: error === undefined ? node : undefined, at: error?.token, fault: this.#fault };
  }

  #testNode(criterion: Word, flags: readonly AclFlag[], patterns: readonly Word[]): AclTest {
    const { expression, fault } = parseExpression(textOfWord(this.#source, criterion));
    this.#fault ??= fault;
    const lastFlag = flags.at(-1);
    const { end } = patterns.at(-1) ?? lastFlag?.value ?? lastFlag?.flag ?? criterion;
    const node = { start: criterion.start, end, criterion, flags: flags.slice(), patterns: patterns.slice() };
    return expression === undefined ? node : Object.assign(node, { expression });
  }
}

let parser: ConditionParser | undefined;

export interface ConditionParse {
  readonly condition: Condition;
  readonly fault?: Fault & { readonly unclosedBrace?: boolean };
}

/** Parses `if …` or `unless …`: the keyword and all the words behind it. */
export function parseCondition(source: string, keyword: Word, words: readonly Word[]): ConditionParse {
  parser ??= new ConditionParser();
  const { tokens, unclosed } = tokenizeCondition(words);
  const polarity = keyword.value === "unless" ? "unless" : "if";
  const { start } = keyword;
  const { end } = words.at(-1) ?? keyword;
  const empty: Condition = { start, end, polarity, keyword, alternatives: [] };
  if (unclosed !== undefined) {
    const message = "this brace is not closed: } has to be a word of its own";
    return { condition: empty, fault: { start: unclosed.start, end: unclosed.end, message, unclosedBrace: true } };
  }
  const { node, at, fault } = parser.parseCondition(source, tokens);
  if (node === undefined) {
    const place = at === undefined || Number.isNaN(at.startOffset) ? start : at.startOffset;
    const message = "an anonymous ACL needs a criterion between its braces";
    return { condition: empty, fault: { start: place, end: at?.endOffset || end, message } };
  }
  const condition = { start, end, polarity, keyword, alternatives: node } as const;
  return fault === undefined ? { condition } : { condition, fault };
}

export interface TestParse {
  readonly test?: AclTest;
  readonly fault?: Fault;
}

/** Parses what follows the name on an `acl` line. */
export function parseAclTest(source: string, words: readonly Word[]): TestParse {
  parser ??= new ConditionParser();
  const { node, fault } = parser.parseTest(source, tokenizeTest(words));
  return { ...(node === undefined ? {} : { test: node }), ...(fault === undefined ? {} : { fault }) };
}
