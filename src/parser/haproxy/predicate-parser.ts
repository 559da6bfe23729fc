/** The grammar of the predicates of `.if` and `.elif`. */
import type { Predicate } from "../../ast/haproxy/predicate.ts";
import { EmbeddedActionsParser, type IParserConfig, type IToken } from "../chevrotain.ts";
import { OffsetToken, productConfig } from "../token.ts";
import type { Fault } from "./fault.ts";
import type { InnerText } from "./inner-text.ts";
import {
  AndMark,
  CloseGroup,
  Constant,
  NotMark,
  OpenGroup,
  OrMark,
  PredicateCallToken,
  type PredicateToken,
  predicateTokens,
  StrangeText,
  tokenizePredicate,
} from "./predicate-tokens.ts";

export class PredicateParser extends EmbeddedActionsParser {
  #at: InnerText["at"] = (offset) => offset;
  readonly #any: () => Predicate;

  constructor(config: IParserConfig = productConfig) {
    super(predicateTokens, config);

    // term: !* (constant | "(" any ")" | call)
    const term = this.RULE("term", (): Predicate => {
      const marks: IToken[] = [];
      this.MANY(() => marks.push(this.CONSUME(NotMark)));
      const bare = this.OR([
        {
          ALT: (): Predicate => {
            const token = this.CONSUME(Constant) as PredicateToken;
            return this.ACTION(() => ({ kind: "Constant", ...this.#span(token, token), text: token.payload.text }));
          },
        },
        {
          ALT: (): Predicate => {
            this.CONSUME(OpenGroup);
            const inside = this.SUBRULE(any);
            this.CONSUME(CloseGroup);
            return inside;
          },
        },
        {
          ALT: (): Predicate => {
            const token = this.CONSUME(PredicateCallToken) as PredicateToken;
            return this.ACTION(() => this.#call(token));
          },
        },
      ]);
      return this.ACTION(() =>
        marks.reduceRight<Predicate>(
          (inner, mark) => ({ kind: "Not", start: this.#at(mark.startOffset), end: inner.end, term: inner }),
          bare,
        ),
      );
    });

    // all: term ("&&" term)*
    const all = this.RULE("all", (): Predicate => {
      const terms: Predicate[] = [];
      this.AT_LEAST_ONE_SEP({ SEP: AndMark, DEF: () => terms.push(this.SUBRULE(term)) });
      return this.ACTION(() => group("All", terms));
    });

    // any: all ("||" all)*
    const any = this.RULE("any", (): Predicate => {
      const terms: Predicate[] = [];
      this.AT_LEAST_ONE_SEP({ SEP: OrMark, DEF: () => terms.push(this.SUBRULE(all)) });
      return this.ACTION(() => group("Any", terms));
    });
    this.#any = any;
    this.performSelfAnalysis();
  }

  parse(inner: InnerText, tokens: PredicateToken[]): Predicate | undefined {
    this.#at = inner.at;
    this.input = tokens;
    const predicate = this.#any();
    return this.errors.length === 0 ? predicate : undefined;
  }

  #call(token: PredicateToken): Predicate {
    const { text, args } = token.payload;
    const nameSpan = { start: this.#at(token.startOffset), end: this.#at(token.startOffset + text.length) };
    return { kind: "Call", ...this.#span(token, token), name: text, nameSpan, args };
  }

  #span(first: IToken, last: IToken) {
    return { start: this.#at(first.startOffset), end: this.#at(last.endOffset ?? 0) };
  }
}

function group(kind: "All" | "Any", terms: readonly Predicate[]): Predicate {
  const [first] = terms;
  const last = terms.at(-1);
  if (first === undefined || last === undefined) return { kind: "Constant", start: 0, end: 0, text: "" };
  return terms.length === 1 ? first : { kind, start: first.start, end: last.end, terms };
}

export interface PredicateParse {
  readonly predicate?: Predicate;
  readonly fault?: Fault;
}

let parser: PredicateParser | undefined;

/** Parses a predicate. An empty one is false. */
export function parsePredicate(inner: InnerText): PredicateParse {
  parser ??= new PredicateParser();
  const tokens = tokenizePredicate(inner.text);
  const whole = { start: inner.at(0), end: inner.at(inner.text.length) };
  if (tokens.length === 0) return { predicate: { kind: "Constant", ...whole, text: "" } };
  const predicate = parser.parse(inner, tokens);
  if (predicate !== undefined) return { predicate };
  const at = parser.errors[0]?.token;
  if (!(at instanceof OffsetToken))
    return { fault: { ...whole, message: "something is missing at the end of this predicate" } };
  const place = { start: inner.at(at.startOffset), end: inner.at(at.endOffset) };
  const message =
    at.tokenType === StrangeText ? "this is neither a predicate nor a number" : "nothing of the kind can stand here";
  return { fault: { ...place, message } };
}
