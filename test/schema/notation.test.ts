import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNotation } from "../../src/parser/notation/parser.ts";
import { packPattern, unpackPattern } from "../../src/schema/compiled.ts";
import type { Pattern } from "../../src/schema/pattern.ts";
import { patternText } from "../../src/schema/pattern-text.ts";
import { notation } from "./small-table.ts";

describe("notation", () => {
  test.each<[string, Pattern]>([
    ["", { kind: "seq", of: [] }],
    ["off", { kind: "lit", text: "off" }],
    ["<int 1..255>", { kind: "hole", type: "int", label: "int", min: "1", max: "255" }],
    ["<wait: duration 1ms..>", { kind: "hole", type: "duration", label: "wait", min: "1ms" }],
    ["<int ..-3>", { kind: "hole", type: "int", label: "int", max: "-3" }],
    ["<@bind-option>", { kind: "family", context: "bind-option", label: "bind-option" }],
    ["<how: @balance-algorithm>", { kind: "family", context: "balance-algorithm", label: "how" }],
    [
      "a b",
      {
        kind: "seq",
        of: [
          { kind: "lit", text: "a" },
          { kind: "lit", text: "b" },
        ],
      },
    ],
    [
      "{ a | b }",
      {
        kind: "any",
        of: [
          { kind: "lit", text: "a" },
          { kind: "lit", text: "b" },
        ],
      },
    ],
    ["[a]", { kind: "opt", of: { kind: "lit", text: "a" } }],
    ["[a]...", { kind: "opt", of: { kind: "rep", of: { kind: "lit", text: "a" } } }],
    ["a,...", { kind: "list", of: { kind: "lit", text: "a" } }],
    [
      "auto:<int>",
      {
        kind: "joined",
        of: [
          { kind: "lit", text: "auto:" },
          { kind: "hole", type: "int", label: "int" },
        ],
      },
    ],
    [
      "'{' '...'",
      {
        kind: "seq",
        of: [
          { kind: "lit", text: "{" },
          { kind: "lit", text: "..." },
        ],
      },
    ],
  ])("%s", (text, pattern) => {
    expect(parseNotation(text)).toEqual({ ok: true, pattern });
  });

  test.each([
    ["<", 1],
    ["a ]", 2],
    ["{ a", 3],
    ["<a: >", 4],
    ["<int 1-2>", 5],
    ["'", 0],
  ])("%s is wrong at %i", (text, offset) => {
    expect(parseNotation(text)).toMatchObject({ ok: false, offset });
  });

  const word = fc.stringMatching(/^[a-z][a-z-]{0,5}$/);
  const { pattern } = fc.letrec<{ pattern: Pattern }>((tie) => ({
    pattern: fc.oneof(
      { depthSize: "small" },
      word.map((text): Pattern => ({ kind: "lit", text })),
      word.map((type): Pattern => ({ kind: "hole", type, label: type })),
      fc.array(tie("pattern"), { minLength: 2, maxLength: 3 }).map((of): Pattern => ({ kind: "any", of })),
      tie("pattern").map((of): Pattern => ({ kind: "opt", of })),
      tie("pattern").map((of): Pattern => ({ kind: "list", of })),
    ),
  }));

  test("the text of a pattern is notation for it", () => {
    fc.assert(
      fc.property(pattern, (one) => {
        expect(notation(patternText(one))).toEqual(one);
      }),
    );
  });

  test("a packed pattern unpacks to itself", () => {
    fc.assert(
      fc.property(pattern, (one) => {
        expect(unpackPattern(packPattern(one))).toEqual(one);
      }),
    );
    for (const text of ["<a: int 1..2> b", "x=<word>", "<f: @g>..."])
      expect(unpackPattern(packPattern(notation(text)))).toEqual(notation(text));
  });

  test("any text is parsed or refused", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseNotation(text);
        if (!parsed.ok) expect(parsed.offset).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
