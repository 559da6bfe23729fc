import { describe, expect, it, vi } from "vitest";
import { ConditionParser } from "../../../src/parser/haproxy/condition-parser.ts";
import { ExpressionParser } from "../../../src/parser/haproxy/expression-parser.ts";
import { HaproxyLinesParser } from "../../../src/parser/haproxy/file-parser.ts";
import { LogFormatParser } from "../../../src/parser/haproxy/log-format-parser.ts";
import { PredicateParser } from "../../../src/parser/haproxy/predicate-parser.ts";
import { productConfig } from "../../../src/parser/token.ts";

describe("grammars", () => {
  it.each([HaproxyLinesParser, ConditionParser, ExpressionParser, LogFormatParser, PredicateParser])(
    "%o is valid and silent",
    (Parser) => {
      const prints = (["log", "info", "warn", "error"] as const).map((name) => vi.spyOn(console, name));
      expect(new Parser({ ...productConfig, skipValidations: false })).toBeDefined();
      for (const print of prints) expect(print).not.toHaveBeenCalled();
    },
  );
});
