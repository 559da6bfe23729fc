import { describe, expect, it } from "vitest";
import type { Word } from "../../../src/ast/word.ts";
import { parseAclTest, parseCondition } from "../../../src/parser/haproxy/condition-parser.ts";
import { parseExpression } from "../../../src/parser/haproxy/expression-parser.ts";
import { plainText, textOfWord } from "../../../src/parser/haproxy/inner-text.ts";
import { parseLogFormat } from "../../../src/parser/haproxy/log-format-parser.ts";
import { parsePredicate } from "../../../src/parser/haproxy/predicate-parser.ts";
import { WordScanner } from "../../../src/parser/haproxy/word-scanner.ts";

function wordsOf(text: string): [Word, ...Word[]] {
  const scanner = new WordScanner(text);
  scanner.scanLine(0);
  const [first, ...rest] = scanner.words;
  if (first === undefined) throw new Error("no words");
  return [first, ...rest];
}

describe("sample expressions", () => {
  const shape = (text: string) => {
    const { expression } = parseExpression(plainText(text));
    return (
      expression &&
      [expression.fetch, ...expression.converters].map(({ name, args }) => [
        name,
        ...(args ?? []).map(({ value }) => value),
      ])
    );
  };

  it.each([
    ["src", [["src"]]],
    ["req.hdr(host),lower", [["req.hdr", "host"], ["lower"]]],
    [
      "str(a\\ b),regsub(\"x(y)\",'z,',g)",
      [
        ["str", "a b"],
        ["regsub", "x(y)", "z,", "g"],
      ],
    ],
    ["path,", [["path"]]],
    ["fc_http_major()", [["fc_http_major"]]],
    ["hdr(a,)", [["hdr", "a", ""]]],
    ["sc0_get_gpt(1)", [["sc0_get_gpt", "1"]]],
  ])("%s", (text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it.each([
    ["hdr(host", 8],
    ["hdr(host)lower", 9],
    ["(x)", 0],
    ["src%", 3],
  ])("%s is none", (text, start) => {
    expect(parseExpression(plainText(text)).fault?.start).toBe(start);
  });

  it("points into the file through quotes and escapes", () => {
    const text = '"req.hdr(a)",lo\\x77er';
    const [word] = wordsOf(text);
    const { expression } = parseExpression(textOfWord(text, word));
    expect(expression?.fetch.nameSpan).toEqual({ start: 1, end: 8 });
    expect(expression?.converters[0]).toMatchObject({ name: "lower", start: 13, end: 21 });
  });
});

describe("conditions", () => {
  const parse = (text: string) => {
    const [keyword, ...words] = wordsOf(text);
    return parseCondition(text, keyword, words);
  };

  it("splits at or, counts exclamation marks, takes braces apart", () => {
    const { condition, fault } = parse("if a !b || ! ! c !{ path -i -m beg /x or } OR !!d");
    expect(fault).toBeUndefined();
    expect(
      condition.alternatives.map((terms) =>
        terms.map((term) => [term.negated, term.kind === "AclReference" ? term.name.value : term.test.patterns.length]),
      ),
    ).toEqual([
      [
        [false, "a"],
        [true, "b"],
      ],
      [
        [false, "c"],
        [true, 2],
      ],
      [[false, "d"]],
    ]);
  });

  it("reports a brace without its partner", () => {
    expect(parse("if { path /x").fault).toMatchObject({ start: 3, end: 4, unclosedBrace: true });
  });

  it("reads flags up to the first pattern or to --", () => {
    const text = "hdr(x) -i -m str -- -f b";
    const { test } = parseAclTest(text, wordsOf(text));
    expect(test?.flags.map(({ flag, value }) => [flag.value, value?.value])).toEqual([
      ["-i", undefined],
      ["-m", "str"],
      ["--", undefined],
    ]);
    expect(test?.patterns.map(({ value }) => value)).toEqual(["-f", "b"]);
    expect(test?.expression?.fetch.name).toBe("hdr");
  });
});

describe("log-formats", () => {
  const shape = (text: string) =>
    parseLogFormat(plainText(text)).format.parts.map((part) => {
      if (part.kind === "Text") return text.slice(part.start, part.end);
      return part.kind === "Alias" ? { alias: part.name, flags: part.flags } : { fetch: part.expression?.fetch.name };
    });

  it.each([
    ["%ci:%cp", [{ alias: "ci" }, ":", { alias: "cp" }]],
    ["a %% %{+Q}r", ["a %% ", { alias: "r", flags: "+Q" }]],
    ["%[src,lower]x%{+Q}[path]", [{ fetch: "src" }, "x", { fetch: "path" }]],
    ["%(name)ci%(n:str)[src]", [{ alias: "ci" }, { fetch: "src" }]],
    ["%-x", ["%-x"]],
    ["%[hdr(a]b)]", [{ fetch: "hdr" }]],
  ])("%s", (text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it.each(["%", "100% sure", "%{+Q", "%{+Q}-", "%[src", "%[src lower]", "%[hdr(x]", "%(a b)ci"])(
    "%s is none",
    (text) => {
      expect(parseLogFormat(plainText(text)).fault).toBeDefined();
    },
  );
});

describe("predicates", () => {
  it("binds && before ||, and ! before both", () => {
    const { predicate } = parsePredicate(plainText("!defined(A) && feature(B) || (version_atleast(2.4))"));
    expect(predicate).toMatchObject({
      kind: "Any",
      terms: [
        { kind: "All", terms: [{ kind: "Not", term: { name: "defined", args: ["A"] } }, { name: "feature" }] },
        { kind: "Call", name: "version_atleast", args: ["2.4"] },
      ],
    });
  });

  it("takes numbers for constants and nothing for false", () => {
    expect(parsePredicate(plainText("0x1")).predicate).toMatchObject({ kind: "Constant", text: "0x1" });
    expect(parsePredicate(plainText("")).predicate).toMatchObject({ kind: "Constant", text: "" });
  });

  it("gives a predicate without parentheses an empty argument", () => {
    const call = { kind: "Call", name: "defined", args: [""] };
    expect(parsePredicate(plainText("defined && 1")).predicate).toMatchObject({ kind: "All", terms: [call, {}] });
  });

  it.each(["feature(A,B)", "defined(,)", "streq", "streq(a)", "streq(a,b,c)", "defined&&1"])("%s is none", (text) => {
    expect(parsePredicate(plainText(text)).fault).toBeDefined();
  });

  it.each(["feature(A", "&& 1", "1 1", "feature(A) feature(B)", "(".repeat(10_000)])("%s is none", (text) => {
    expect(parsePredicate(plainText(text)).fault).toBeDefined();
  });
});
