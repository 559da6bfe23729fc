import { LLkLookaheadStrategy, type LookaheadProductionType } from "chevrotain";
import { describe, expect, it } from "vitest";
import type { IProduction } from "../../src/parser/chevrotain.ts";
import { FirstTokenLookahead } from "../../src/parser/first-token.ts";
import { ConditionParser } from "../../src/parser/haproxy/condition-parser.ts";
import { ExpressionParser } from "../../src/parser/haproxy/expression-parser.ts";
import { HaproxyLinesParser } from "../../src/parser/haproxy/file-parser.ts";
import { LogFormatParser } from "../../src/parser/haproxy/log-format-parser.ts";
import { PredicateParser } from "../../src/parser/haproxy/predicate-parser.ts";
import { KeepalivedParser } from "../../src/parser/keepalived/grammar.ts";

interface Choice {
  readonly prodType: LookaheadProductionType;
  readonly prodOccurrence: number;
}

/** Chevrotain numbers the token types of all grammars from 1 on. */
const allTokens = Array.from({ length: 150 });

/** Every place of a rule where the parser has to choose. */
function choicesIn(productions: readonly IProduction[]): Choice[] {
  return productions.flatMap((production) => {
    const { definition = [], idx = 0 } = production as { definition?: IProduction[]; idx?: number };
    const prodType = production.constructor.name as LookaheadProductionType;
    if (["NonTerminal", "Terminal"].includes(prodType)) return [];
    const inside = choicesIn(definition);
    return production.constructor.name === "Alternative" ? inside : [{ prodType, prodOccurrence: idx }, ...inside];
  });
}

describe("lookahead by the first token", () => {
  const parsers = [
    HaproxyLinesParser,
    ConditionParser,
    ExpressionParser,
    LogFormatParser,
    PredicateParser,
    KeepalivedParser,
  ];

  it.each(parsers)("of %o chooses as Chevrotain's own does", (Parser) => {
    const own = new FirstTokenLookahead();
    const theirs = new LLkLookaheadStrategy({ maxLookahead: 1 });
    let compared = 0;
    for (const rule of Object.values(new Parser().getGAstProductions())) {
      for (const { prodType, prodOccurrence } of choicesIn(rule.definition)) {
        const shared = { rule, prodOccurrence, maxLookahead: 1, dynamicTokensEnabled: false };
        const functions = [own, theirs].map((strategy): ((this: never) => unknown) =>
          prodType === "Alternation"
            ? strategy.buildLookaheadForAlternation({ ...shared, hasPredicates: false })
            : strategy.buildLookaheadForOptional({ ...shared, prodType }),
        );
        for (const tokenTypeIdx of allTokens.keys()) {
          const [choice, expected] = functions.map((one) => one.call({ LA_FAST: () => ({ tokenTypeIdx }) } as never));
          const place = { rule: rule.name, prodType, tokenTypeIdx };
          expect({ ...place, choice }).toEqual({ ...place, choice: expected });
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});
