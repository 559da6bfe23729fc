import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MatchProblem, matchWords } from "../../src/schema/match.ts";
import type { Pattern } from "../../src/schema/pattern.ts";
import { match, notation, options, wordsOf } from "./small-table.ts";

const serverOptions = "[<@server-option>]...";

function fits(pattern: string, line: string): void {
  expect(match(pattern, line).problems).toEqual([]);
}

function problems(pattern: string, line: string): Partial<MatchProblem>[] {
  return match(pattern, line).problems.map(({ problem, at, nearest, part }) => ({
    problem,
    at,
    ...(nearest !== undefined && { nearest }),
    ...(part !== undefined && { part }),
  }));
}

describe("what fits", () => {
  test.each([
    ["", ""],
    ["a b", "a b"],
    ["[<x: word>] <y: word>", "1"],
    ["[<x: word>]... end", "1 2 3 end"],
    ["{ <int> | none }", "none"],
    ["{ a | a b }", "a b"],
    ["<int 1..5>", "+5"],
    ["<name: word>=<value: word>", "a=b=c"],
    ["<low: int>[-<high: int>]", "3"],
    ["<low: int>[-<high: int>]", "3-4"],
    ["<int>,...", "1,2,3"],
    [serverOptions, "check inter 3s weight 10 check"],
    [serverOptions, "source 10.0.0.1 usesrc client check"],
    ["<@action> [<condition>]", "deny if { src 10.0.0.1 }"],
    // What is wrong inside a condition is for its own parser to say.
    ["<@action> [<condition>]", "deny if"],
    // haproxy 2.6 and 3.4 accept an empty condition, which never holds.
    ["<@action> [<condition>]", "deny if"],
    ["<@action> [<condition>]", "set-var(txn.a,ifexists) src,lower unless x"],
    ["<@action> [<condition>]", "set-var(txn.a) src lower if x"],
    ["<@action>", "track-sc2 src table t"],
    ["<@action>", "lua whatever it takes"],
    ["<rest>", ""],
    ["x <rest>", "x a b c"],
    ["[<wait: duration>] [<ignored: rest>]", "3s what follows"],
    ["[from <x: word>] [<ignored: rest>]", "what stands here"],
  ])("%s: %s", fits);
});

describe("problems", () => {
  test.each<[string, string, Partial<MatchProblem>[]]>([
    ["a b", "a", [{ problem: "missing-argument", at: 1 }]],
    ["a", "a b c", [{ problem: "extra-argument", at: 1 }]],
    ["{ http | tcp }", "htpt", [{ problem: "unknown-word", at: 0, nearest: "http" }]],
    ["{ http | tcp }", "quic", [{ problem: "unknown-word", at: 0 }]],
    ["<int 1..5>", "9", [{ problem: "out-of-range", at: 0 }]],
    ["<int>", "x", [{ problem: "invalid-value", at: 0 }]],
    ["<low: int>-<high: int>", "3-x", [{ problem: "invalid-value", at: 0, part: { start: 2, end: 3 } }]],
    ["<int>,...", "1,x,3", [{ problem: "invalid-value", at: 0, part: { start: 2, end: 3 } }]],
    [serverOptions, "chek inter 3s", [{ problem: "unknown-word", at: 0, nearest: "check" }]],
    [serverOptions, "wieght 10 check", [{ problem: "unknown-word", at: 0, nearest: "weight" }]],
    [
      serverOptions,
      "frobnicate 10 check inter",
      [
        { problem: "unknown-word", at: 0 },
        { problem: "missing-argument", at: 4 },
      ],
    ],
    [
      serverOptions,
      "inter 3x check weight 300",
      [
        { problem: "invalid-value", at: 1 },
        { problem: "out-of-range", at: 4 },
      ],
    ],
    ["[<wait: duration>] [<ignored: rest>]", "3y", [{ problem: "invalid-value", at: 0 }]],
    ["<@action>", "set-var(x) src", [{ problem: "invalid-value", at: 0, part: { start: 8, end: 9 } }]],
    ["<@action>", "set-var src", [{ problem: "invalid-value", at: 0, part: { start: 0, end: 7 } }]],
    ["<@action>", "deny(1)", [{ problem: "invalid-value", at: 0, part: { start: 4, end: 7 } }]],
    ["<@action>", "set-varr(txn.a) src", [{ problem: "unknown-word", at: 0, nearest: "set-var" }]],
    ["<@action> [<condition>]", "deny iff x", [{ problem: "unknown-word", at: 1, nearest: "if" }]],
  ])("%s: %s", (pattern, line, expected) => {
    expect(problems(pattern, line)).toEqual(expected);
  });

  test("say what was expected and why", () => {
    expect(match("<priority: int 1..255>", "256").problems).toEqual([
      {
        problem: "out-of-range",
        at: 0,
        expected: ["<priority: int 1..255>"],
        reason: "is not between 1 and 255",
      },
    ]);
  });

  test("never repeat a value", () => {
    for (const type of options.types.keys())
      for (const { reason } of match(`<${type}>`, "hunter2@@[(").problems)
        expect(reason ?? "").not.toContain("hunter2");
  });
});

describe("words with variables", () => {
  test.each([
    ["<int>", "${N}"],
    ["{ http | tcp }", "${MODE}"],
    ["{ http | tcp }", "ht${X}"],
    [serverOptions, "${OPTION} 10 check"],
    [serverOptions, "check ${ALL[*]} whatever"],
    ["a b c", "a ${REST[*]}"],
    ["<low: int>-<high: int>", "${RANGE}"],
    ["{ global | <address> <facility: word> }", "${TARGET} local0"],
  ])("%s: %s", fits);

  test("do not fit what their fixed part cannot be", () => {
    expect(problems("{ http | tcp }", "quic${X}")).toEqual([{ problem: "unknown-word", at: 0 }]);
  });
});

describe("layouts", () => {
  test("have labels, types, places and values", () => {
    const { parts } = match("<name: word> <wait: duration>", "a 3s").layout;
    expect(parts.map(({ read: _, ...part }) => part)).toEqual([
      { label: "name", type: "word", first: 0, end: 1 },
      { label: "wait", type: "duration", first: 1, end: 2 },
    ]);
    expect(parts.map(({ read }, at) => read(["a", "3s"][at] ?? ""))).toEqual([
      "a",
      { microseconds: 3_000_000, unit: "s" },
    ]);
  });

  test("of a family reach over the words that belong to it", () => {
    const found = match(serverOptions, "check inter 3s source 10.0.0.1 usesrc client");
    const families = found.layout.parts.filter(({ type }) => type === "@server-option");
    expect(families.map(({ entry, first, end }) => [entry?.keyword, first, end])).toEqual([
      ["check", 0, 1],
      ["inter", 1, 3],
      ["source", 3, 7],
    ]);
  });

  test("of a part have offsets in the word", () => {
    expect(match("<low: int>-<high: int>", "10-250").layout.parts.map(({ part }) => part)).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 6 },
    ]);
  });

  test("stay where a later word is wrong", () => {
    expect(match(serverOptions, "inter 3s frobnicate").layout.parts.map(({ label }) => label)).toContain("time");
  });
});

const literal = fc.constantFrom("a", "b", "aa", "ab");
const { pattern } = fc.letrec<{ pattern: Pattern }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: "medium" },
    literal.map((text): Pattern => ({ kind: "lit", text })),
    fc
      .constantFrom("word", "int", "rest", "condition", "expression")
      .map((type): Pattern => ({ kind: "hole", type, label: type })),
    fc.constantFrom("server-option", "action").map((context): Pattern => ({ kind: "family", context, label: context })),
    fc.array(tie("pattern"), { maxLength: 3 }).map((of): Pattern => ({ kind: "seq", of })),
    fc.array(tie("pattern"), { minLength: 1, maxLength: 3 }).map((of): Pattern => ({ kind: "any", of })),
    tie("pattern").map((of): Pattern => ({ kind: "opt", of })),
    tie("pattern").map((of): Pattern => ({ kind: "rep", of })),
    fc.array(tie("pattern"), { minLength: 1, maxLength: 3 }).map((of): Pattern => ({ kind: "joined", of })),
    tie("pattern").map((of): Pattern => ({ kind: "list", of })),
  ),
}));
const word = fc.oneof(
  literal,
  fc.constantFrom(
    "check",
    "inter",
    "3s",
    "weight",
    "if",
    "deny",
    "set-var(txn.a)",
    "a,b",
    "1,2",
    "${X}",
    "${Y[*]}",
    "(",
    "set-var(",
  ),
  fc.string(),
);

describe("properties", () => {
  test("problems and parts lie within the words", () => {
    fc.assert(
      fc.property(pattern, fc.array(word, { maxLength: 8 }), (one, values) => {
        const words = values.flatMap((value) => (value.includes("$") ? wordsOf(value) : [{ value }]));
        const found = matchWords(one, words, { table: options });
        for (const { at, part } of found.problems) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThanOrEqual(words.length);
          if (part === undefined) continue;
          expect(part.start).toBeLessThanOrEqual(part.end);
          expect(part.end).toBeLessThanOrEqual(words[at]?.value.length ?? -1);
        }
        for (const { first, end } of found.layout.parts) {
          expect(first).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(words.length);
        }
        expect(new Set(found.problems.map(({ at }) => at)).size).toBe(found.problems.length);
      }),
      { numRuns: 2000 },
    );
  });

  test("a line made from a pattern fits it", () => {
    fc.assert(
      fc.property(pattern, fc.infiniteStream(fc.nat()), (one, choices) => {
        // What takes all words leaves none for what follows it.
        fc.pre(!/"(?:rest|condition)"/.test(JSON.stringify(one)));
        const line = generate(one, () => choices.next().value ?? 0);
        expect(
          matchWords(
            one,
            line.map((value) => ({ value })),
            { table: options },
          ).problems,
        ).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  // These have no clock: what is not in proportion to the words would not come to an end.
  test("takes time in proportion to the words, whatever the pattern", () => {
    const hard = [
      "[[<word>]... [<word>]...]... end",
      "{ a | a a | a a a }... end",
      "[a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] a a a a",
      "[<@server-option>...]... end",
      "{ [a] [b] }... end",
    ];
    for (const text of hard)
      for (const filler of ["a", "check"]) {
        const words = Array.from({ length: 400 }, () => ({ value: filler }));
        expect(matchWords(notation(text), words, { table: options }).problems.length).toBeLessThanOrEqual(8);
      }
  });

  test("a long line with a problem is looked at in time", () => {
    const filler = Array.from({ length: 20_000 }, () => ["check", "source", "10.0.0.1"]).flat();
    const words = [...filler, "chek"].map((value) => ({ value }));
    const found = matchWords(notation(serverOptions), words, { table: options });
    expect(found.problems).toMatchObject([{ problem: "unknown-word", at: words.length - 1, nearest: "check" }]);
  });

  test("a long word is looked at in time", () => {
    for (const text of ["{<word>,<word>}...", "<word>[,<word>]...x", "<int>,...", "<a: word><b: word><c: word>x"]) {
      expect(match(text, "1,".repeat(50_000)).problems.length).toBeLessThanOrEqual(1);
      expect(match(text, `${"1,".repeat(200_000)}f(x)`).problems.length).toBeLessThanOrEqual(1);
    }
  });
});

/** Words that a pattern takes, as the choices say. Parts of one word have no families and no sequences of words. */
function generate(one: Pattern, choose: () => number): string[] {
  switch (one.kind) {
    case "seq":
      return one.of.flatMap((part) => generate(part, choose));
    case "any":
      return generate(one.of[choose() % one.of.length] ?? { kind: "seq", of: [] }, choose);
    case "opt":
      return choose() % 2 === 0 ? [] : generate(one.of, choose);
    case "rep":
      return Array.from({ length: 1 + (choose() % 2) }).flatMap(() => generate(one.of, choose));
    case "lit":
      return [one.text];
    case "hole":
      return { int: ["7"], rest: [], condition: ["if", "x"], expression: ["src"] }[one.type] ?? ["w"];
    case "family":
      return one.context === "action" ? ["deny", "status", "404"] : ["inter", "3s"];
    case "joined":
      return [one.of.map((part) => inside(part, choose)).join("")];
    case "list":
      return [Array.from({ length: 1 + (choose() % 2) }, () => inside(one.of, choose)).join(",")];
  }
}

function inside(one: Pattern, choose: () => number): string {
  if (one.kind === "family") return one.context === "action" ? "deny" : "check";
  if (one.kind === "hole") return one.type === "int" ? "7" : "w";
  if (one.kind === "seq" || one.kind === "joined") return one.of.map((part) => inside(part, choose)).join("");
  if (one.kind === "list") return inside(one.of, choose);
  return generateInside(one, choose);
}

function generateInside(one: Pattern, choose: () => number): string {
  if (one.kind === "any") return inside(one.of[choose() % one.of.length] ?? { kind: "lit", text: "" }, choose);
  if (one.kind === "opt") return choose() % 2 === 0 ? "" : inside(one.of, choose);
  return one.kind === "rep" ? inside(one.of, choose) : generate(one, choose).join("");
}
