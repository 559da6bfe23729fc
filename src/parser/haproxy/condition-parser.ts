/** The grammar of conditions (`if a !b or { path /x }`) and of what an ACL tests. */
import type { AclFlag, AclTest, Condition, ConditionTerm } from "../../ast/haproxy/expression.ts";
import { isStatic, type Word } from "../../ast/word.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { trimmedList } from "../../text/lists.ts";
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
import { continuedExpression, parseExpression } from "./expression-parser.ts";
import type { Fault } from "./fault.ts";
import { textOfWord } from "./inner-text.ts";

/** Stands for the words of tokens while Chevrotain records the grammar. */
const noWord: Word = { start: 0, end: 0, value: "" };

export class ConditionParser extends EmbeddedActionsParser {
  #source = "";
  #fault: Fault | undefined;
  readonly #condition: () => ConditionTerm[][];
  readonly #test: () => AclTest;

  constructor(config: IParserConfig = productConfig) {
    super(conditionTokens, config);
    const wordOf = (token: IToken) => (token as ConditionToken).payload?.word ?? noWord;
    const isNegated = (token: IToken) => (token as ConditionToken).payload?.negated === true;
    // Functions are made once, not for every condition; the lists that they fill are begun by the rule around them.
    let flags: AclFlag[] = [];
    let patterns: Word[] = [];
    let alternatives: ConditionTerm[][] = [];

    // flag: -i | -m found | …
    const takeValue = () => this.CONSUME(TestWord);
    const anyFlag = [
      { ALT: (): AclFlag => ({ flag: wordOf(this.CONSUME(FlagWord)) }) },
      {
        ALT: (): AclFlag => {
          const name = this.CONSUME(FlagWordWithValue);
          const value = this.OPTION(takeValue);
          return value === undefined ? { flag: wordOf(name) } : { flag: wordOf(name), value: wordOf(value) };
        },
      },
    ];
    const flag = this.RULE("flag", (): AclFlag => this.OR(anyFlag));

    // test: criterion flag* pattern*
    const takeFlag = () => flags.push(this.SUBRULE(flag));
    const takePattern = () => patterns.push(wordOf(this.CONSUME2(TestWord)));
    const test = this.RULE("test", (): AclTest => {
      flags = [];
      patterns = [];
      const criterion = this.CONSUME1(TestWord);
      this.MANY1(takeFlag);
      this.MANY2(takePattern);
      return this.#testNode(wordOf(criterion), trimmedList(flags), trimmedList(patterns));
    });

    // term: !*name | !*{ test }
    const anyTerm = [
      {
        ALT: (): ConditionTerm => {
          const token = this.CONSUME(AclName);
          const { startOffset: start, endOffset: end = start } = token;
          return { kind: "AclReference", start, end, negated: isNegated(token), name: wordOf(token) };
        },
      },
      {
        ALT: (): ConditionTerm => {
          const open = this.CONSUME(OpenBrace);
          const inside = this.SUBRULE(test);
          const { startOffset, endOffset: end = startOffset } = this.CONSUME(CloseBrace);
          return { kind: "AnonymousAcl", start: open.startOffset, end, negated: isNegated(open), test: inside };
        },
      },
    ];
    const term = this.RULE("term", (): ConditionTerm => this.OR(anyTerm));

    // condition: (term | or | !)*
    const anyPart = [
      { ALT: () => alternatives.at(-1)?.push(this.SUBRULE(term)) },
      { ALT: () => this.CONSUME(LoneNegation) },
      {
        ALT: () => {
          this.CONSUME(OrWord);
          alternatives.push([]);
        },
      },
    ];
    const takePart = () => this.OR<unknown>(anyPart);
    this.#condition = this.RULE("condition", (): ConditionTerm[][] => {
      alternatives = [[]];
      this.MANY(takePart);
      return alternatives;
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
    if (this.RECORDING_PHASE) return { start: 0, end: 0, criterion, flags, patterns };
    const { expression, fault } = this.#tested(criterion, flags.length === 0 ? patterns : []);
    if (isStatic(criterion)) this.#fault ??= fault;
    const lastFlag = flags.at(-1);
    const { end } = patterns.at(-1) ?? lastFlag?.value ?? lastFlag?.flag ?? criterion;
    const { start } = criterion;
    if (expression === undefined) return { start, end, criterion, flags, patterns };
    return { start, end, criterion, expression, flags, patterns };
  }

  /** What is tested: patterns that are converters belong to it as well. */
  #tested(criterion: Word, patterns: readonly Word[]) {
    const read = parseExpression(textOfWord(this.#source, criterion));
    if (patterns.length === 0 || read.expression === undefined || !isConverter(patterns[0])) return read;
    if (isNamed("acl-keyword", read.expression.fetch.name)) return read;
    const end = patterns.findIndex((pattern) => !isConverter(pattern));
    const words = end === -1 ? patterns : patterns.slice(0, end);
    const { expression, faults } = continuedExpression(this.#source, read.expression, words);
    return { expression, fault: read.fault ?? faults[0] };
  }
}

/** The program asks it of the characters that a name can have, whatever follows them. */
function isConverter(word: Word | undefined): boolean {
  return word !== undefined && isStatic(word) && isNamed("converter", /^[\w.:+-]*/.exec(word.value)?.[0] ?? "");
}

function isNamed(family: string, name: string): boolean {
  return haproxyTable.find(family, name)?.keyword === name;
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
  const condition = { start, end, polarity, keyword, alternatives: node.map(trimmedList) } as const;
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
