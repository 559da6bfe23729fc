/** The grammar of sample expressions. */
import type { Call, CallArgument, SampleExpression } from "../../ast/haproxy/expression.ts";
import type { Word } from "../../ast/word.ts";
import { EmbeddedActionsParser, type IParserConfig, type IToken } from "../chevrotain.ts";
import { productConfig } from "../token.ts";
import {
  CallArgumentText,
  CallName,
  CloseParenthesis,
  Comma,
  type ExpressionToken,
  expressionTokens,
  OpenParenthesis,
  tokenizeExpression,
} from "./expression-tokens.ts";
import type { Fault } from "./fault.ts";
import { type InnerText, plainText, textOfWord } from "./inner-text.ts";

export class ExpressionParser extends EmbeddedActionsParser {
  #at: InnerText["at"] = (offset) => offset;
  readonly #expression: () => SampleExpression;

  constructor(config: IParserConfig = productConfig) {
    super(expressionTokens, config);

    // argument: text without a bare comma or closing parenthesis
    const argument = this.RULE("argument", (): CallArgument => {
      const token = this.CONSUME(CallArgumentText) as ExpressionToken;
      return this.ACTION(() => {
        const { startOffset, endOffset, payload } = token;
        return { start: this.#at(startOffset), end: this.#at(endOffset), value: payload };
      });
    });

    // call: name ( "(" argument ("," argument)* ")" )?
    const call = this.RULE("call", (): Call => {
      const name = this.CONSUME(CallName);
      const args: CallArgument[] = [];
      const close = this.OPTION(() => {
        this.CONSUME(OpenParenthesis);
        this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => args.push(this.SUBRULE(argument)) });
        return this.CONSUME(CloseParenthesis);
      });
      return this.ACTION(() => {
        const start = this.#at(name.startOffset);
        const nameEnd = this.#at(name.endOffset ?? 0);
        const nameSpan = { start, end: nameEnd };
        const text = this.#nameOf(name);
        if (close === undefined) return { start, end: nameEnd, name: text, nameSpan };
        const end = this.#at(close.endOffset ?? 0);
        return { start, end, name: text, nameSpan, args: isEmpty(args) ? [] : args.slice() };
      });
    });

    // expression: call ("," call?)*
    this.#expression = this.RULE("expression", (): SampleExpression => {
      const fetch = this.SUBRULE1(call);
      const converters: Call[] = [];
      this.MANY(() => {
        this.CONSUME(Comma);
        this.OPTION(() => converters.push(this.SUBRULE2(call)));
      });
      return this.ACTION(() => ({ start: fetch.start, end: (converters.at(-1) ?? fetch).end, fetch, converters }));
    });
    this.performSelfAnalysis();
  }

  #text = "";

  parse(inner: InnerText, tokens: ExpressionToken[]): SampleExpression | undefined {
    this.#at = inner.at;
    this.#text = inner.text;
    this.input = tokens;
    const expression = this.#expression();
    return this.errors.length === 0 ? expression : undefined;
  }

  #nameOf(token: IToken): string {
    return this.#text.slice(token.startOffset, token.endOffset);
  }
}

/** `()` holds no argument. */
function isEmpty(args: readonly CallArgument[]): boolean {
  const [only] = args;
  return args.length === 1 && only !== undefined && only.start === only.end;
}

export interface ExpressionParse {
  readonly expression?: SampleExpression;
  readonly fault?: Fault;
  /** Where reading stopped. */
  readonly end: number;
}

let parser: ExpressionParser | undefined;

/** Expressions that were read lately, as if they stood at 0: a file says `hdr(host)` once for each of its sites. */
const lately = new Map<string, SampleExpression>();
const mostKept = 1000;

/** The expression that a text is, all of it; nothing where there is something to say of it. */
function wholeExpression(text: string, base: number): SampleExpression | undefined {
  let expression = lately.get(text);
  if (expression === undefined) {
    const read = readExpression(plainText(text), 0, undefined);
    if (read.fault !== undefined || read.expression === undefined) return undefined;
    expression = read.expression;
    if (lately.size >= mostKept) lately.clear();
    lately.set(text, expression);
  }
  return movedExpression(expression, base);
}

function movedExpression({ start, end, fetch, converters }: SampleExpression, by: number): SampleExpression {
  const moved = converters.length === 0 ? noCalls : converters.map((call) => movedCall(call, by));
  return { start: start + by, end: end + by, fetch: movedCall(fetch, by), converters: moved };
}

const noCalls: readonly Call[] = [];

function movedCall({ start, end, name, nameSpan, args }: Call, by: number): Call {
  const place = { start: nameSpan.start + by, end: nameSpan.end + by };
  if (args === undefined) return { start: start + by, end: end + by, name, nameSpan: place };
  const moved = args.map((one) => ({ start: one.start + by, end: one.end + by, value: one.value }));
  return { start: start + by, end: end + by, name, nameSpan: place, args: moved };
}

/**
 * Parses the expression that starts at an offset of a text. It ends before the first character that cannot belong to it;
 * `closer` is what has to stand there, the end of the text where it is absent.
 */
export function parseExpression(inner: InnerText, from = 0, closer?: string): ExpressionParse {
  const { text, base } = inner;
  if (base !== undefined && from === 0 && closer === undefined) {
    const expression = wholeExpression(text, base);
    if (expression !== undefined) return { expression, end: text.length };
  }
  return readExpression(inner, from, closer);
}

/** An expression with the converters that stand in words of their own behind it. */
export function continuedExpression(
  source: string,
  expression: SampleExpression,
  words: readonly Word[],
): { readonly expression: SampleExpression; readonly faults: readonly Fault[] } {
  const converters = [...expression.converters];
  const faults: Fault[] = [];
  for (const word of words) {
    const { expression: continued, fault } = parseExpression(textOfWord(source, word));
    if (fault !== undefined) faults.push(fault);
    if (continued !== undefined) converters.push(continued.fetch, ...continued.converters);
  }
  return { expression: { ...expression, end: converters.at(-1)?.end ?? expression.end, converters }, faults };
}

function readExpression(inner: InnerText, from: number, closer: string | undefined): ExpressionParse {
  parser ??= new ExpressionParser();
  const { text } = inner;
  const { tokens, end } = tokenizeExpression(text, from);
  const expression = parser.parse(inner, tokens);
  if (expression === undefined) {
    const at = parser.errors[0]?.token;
    const start = at === undefined || Number.isNaN(at.startOffset) ? end : at.startOffset;
    return { fault: { ...oneCharacter(inner, start), message: faultMessage(tokens, at) }, end };
  }
  if (closer === undefined && end < text.length) {
    return {
      expression,
      fault: { ...oneCharacter(inner, end), message: "a comma has to stand before a converter" },
      end,
    };
  }
  return { expression, end };
}

function oneCharacter(inner: InnerText, start: number) {
  return { start: inner.at(start), end: inner.at(Math.min(start + 1, inner.text.length)) };
}

function faultMessage(tokens: readonly ExpressionToken[], at: IToken | undefined): string {
  if (tokens.length === 0 || tokens[0]?.tokenType !== CallName) return "a sample fetch has to start the expression";
  if (tokens.some((token) => token.tokenType === OpenParenthesis) && at?.tokenType !== CallName)
    return "a closing parenthesis is missing";
  return "a comma has to stand before a converter";
}
