/**
 * Lookahead for grammars that choose by the next token alone: the tokens that each way on may begin with. Chevrotain's own
 * strategy enumerates paths of any length through the grammar, which takes longer than parsing a file does.
 */
import {
  Alternation,
  Alternative,
  type ILookaheadStrategy,
  type IProduction,
  type IToken,
  LLkLookaheadStrategy,
  NonTerminal,
  Option,
  type OptionalProductionType,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
  type TokenType,
} from "./chevrotain.ts";

type OrOptions = Parameters<ILookaheadStrategy["buildLookaheadForAlternation"]>[0];
type OptionalOptions = Parameters<ILookaheadStrategy["buildLookaheadForOptional"]>[0];

/** What Chevrotain calls a lookahead function on. */
interface Parser {
  LA_FAST(howMuch: number): IToken;
}

/** What is not chosen by one token, or may be empty, is left to Chevrotain. */
export class FirstTokenLookahead extends LLkLookaheadStrategy {
  constructor() {
    super({ maxLookahead: 1 });
  }

  override buildLookaheadForAlternation(options: OrOptions): (this: Parser) => number | undefined {
    const { rule, prodOccurrence, maxLookahead, hasPredicates, dynamicTokensEnabled } = options;
    const alternation = findProduction(rule.definition, Alternation, prodOccurrence);
    const firsts = alternation?.definition.map((alternative) => firstTokens(childrenOf(alternative))) ?? [undefined];
    if (hasPredicates || dynamicTokensEnabled || maxLookahead !== 1 || !firsts.every((first) => first !== undefined))
      return super.buildLookaheadForAlternation(options);
    const choice: number[] = [];
    // Where two alternatives begin alike, the one written first is taken.
    for (const [index, first] of [...firsts.entries()].reverse()) for (const token of first) choice[token] = index;
    return function () {
      return choice[this.LA_FAST(1).tokenTypeIdx];
    };
  }

  override buildLookaheadForOptional(options: OptionalOptions): (this: Parser) => boolean {
    const { rule, prodOccurrence, prodType, maxLookahead, dynamicTokensEnabled } = options;
    const kind = optionalKinds[prodType];
    const production = kind && findProduction(rule.definition, kind, prodOccurrence);
    const first = production && firstTokens(production.definition);
    if (first === undefined || dynamicTokensEnabled || maxLookahead !== 1)
      return super.buildLookaheadForOptional(options);
    return function () {
      return first.has(this.LA_FAST(1).tokenTypeIdx);
    };
  }
}

type Kind = typeof Alternation | typeof Option | typeof Repetition | typeof RepetitionMandatory;

const optionalKinds: Readonly<Partial<Record<OptionalProductionType, Kind>>> = {
  Option,
  Repetition,
  RepetitionMandatory,
};

/** The numbers of the token types that a sequence may begin with; undefined where it may be empty. */
function firstTokens(sequence: readonly IProduction[]): ReadonlySet<number> | undefined {
  const first = new Set<number>();
  return addFirst(sequence, first) ? undefined : first;
}

/** Adds what a sequence may begin with. True where it may be empty. */
function addFirst(sequence: readonly IProduction[], first: Set<number>): boolean {
  return sequence.every((production) => {
    if (production instanceof Terminal) return addToken(production.terminalType, first);
    if (production instanceof NonTerminal) return addFirst(production.referencedRule.definition, first);
    if (production instanceof Alternation)
      return production.definition.map((one) => addFirst(childrenOf(one), first)).includes(true);
    return addFirst(childrenOf(production), first) || mayBeLeftOut(production);
  });
}

function mayBeLeftOut(production: IProduction): boolean {
  return (
    production instanceof Option || production instanceof Repetition || production instanceof RepetitionWithSeparator
  );
}

function addToken({ tokenTypeIdx, categoryMatches = [] }: TokenType, first: Set<number>): false {
  for (const number of [tokenTypeIdx ?? 0, ...categoryMatches]) first.add(number);
  return false;
}

function findProduction<K extends Kind>(
  productions: readonly IProduction[],
  kind: K,
  occurrence: number,
): InstanceType<K> | undefined {
  for (const production of productions) {
    if (production instanceof kind && production.idx === occurrence) return production as InstanceType<K>;
    const inside = findProduction(childrenOf(production), kind, occurrence);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** What a production holds in the same rule. */
function childrenOf(production: IProduction): readonly IProduction[] {
  return nesting.some((kind) => production instanceof kind) ? (production as Option).definition : [];
}

const nesting = [
  Alternation,
  Alternative,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
];
