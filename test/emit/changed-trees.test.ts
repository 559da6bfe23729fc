/** A tree with a change: what was changed is in the text, and every other byte is as it was. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HaproxyFile } from "../../src/ast/haproxy/file.ts";
import type { KeepalivedFile, KeepalivedItem } from "../../src/ast/keepalived/file.ts";
import { emit, mapItems, mapStatements, mapWords, parseHaproxy, parseKeepalived, withValue } from "../../src/index.ts";
import { decodeBytes } from "../../src/text/source.ts";

/** A haproxy.cfg with the word at an offset changed. */
function changedAt(text: string, at: number, value: string): HaproxyFile {
  return mapStatements(parseHaproxy(text).ast, (line) =>
    line.args.some(({ start }) => start === at)
      ? mapWords(line, (word) => (word.start === at ? withValue(word, value) : word))
      : line,
  );
}

function changedWord(file: KeepalivedFile, at: number, value: string): KeepalivedFile {
  return mapItems(file, (item) =>
    "args" in item && item.args.some(({ start }) => start === at)
      ? mapWords(item, (word) => (word.start === at ? withValue(word, value) : word))
      : item,
  );
}

describe("what nobody touched keeps its bytes", () => {
  test.each([
    "global\n    description /x\\xe9y\n    maxconn 5\n",
    "global\n    description \u201ca b\u201d\n    maxconn 5\n",
    "global\n    description a\u00a0b\n    maxconn 5\n",
    'frontend f\n    log-format "%ci\\x20 \'$$" # c\n    maxconn 5\n',
    'frontend f\n    description "a" \'b\'  c\\ d  5 "${A}"\n',
    decodeBytes(Buffer.from("global\n    description \xff\\xe9\n    maxconn 5\n", "latin1")),
  ])("haproxy: %j", (text) => {
    expect(emit(changedAt(text, text.indexOf("5"), "77"), text)).toEqual({
      text: text.replace("5", "77"),
      unwritable: [],
    });
  });

  test.each([
    "vrrp_script a {\n    script '/bin/x y'\n    interval 5\n}\n",
    "vrrp_script a {\n    script \u201c/bin/x y\u201d\n    interval 5\n}\n",
    "vrrp_script a {\n\u00a0 script /bin/x\u00a0y\n  interval  5\n}\n",
    "vrrp_script a {\n    script /bin/\\x41\n    interval 5\n}\n}\n{\n",
    "vrrp_script a {\n    script '/bin/x y' \"5\"\n}\n",
    "~SEQ(X, 1, 2) @lb01 foo $X\nvrrp_script a {\n @lb01 ~SEQ (Y,1,2)  interval  5\n}\n",
  ])("keepalived: %j", (text) => {
    const at = text.search(/"?5/);
    const written = text.replace(/"?5"?/, "77");
    expect(emit(changedWord(parseKeepalived(text).ast, at, "77"), text)).toEqual({ text: written, unwritable: [] });
  });
});

describe("what was changed is written", () => {
  const change = (text: string, to: (item: KeepalivedItem) => KeepalivedItem) =>
    emit(mapItems(parseKeepalived(text).ast, to), text);

  test.each([
    ["# ab cd\nx 1\n", "Comment", { text: " abcd" }, "# abcd\nx 1\n"],
    ["$A=1 2\nx  1\n", "Definition", { text: "12" }, "$A=12\nx  1\n"],
    ["$A=1 \\\n 2\nx  1\n", "Definition", { text: "1 2" }, "$A=1 2\nx  1\n"],
    ["include a b\n", "Include", { pattern: { start: 8, end: 11, value: "ab" } }, "include ab\n"],
    ["@lb01   x  1\n", "Setting", { condition: { start: 0, end: 5, id: "lb02", negated: false } }, "@lb02   x  1\n"],
    ["@lb01   x  1\n", "Setting", { condition: { start: 0, end: 5, id: "lb01", negated: true } }, "@^lb01   x  1\n"],
    [
      "~LST(A,  b) x  $A\n",
      "Setting",
      { repetitions: [{ start: 0, end: 11, form: "LST", text: "A, c" }] },
      "~LST(A, c) x  $A\n",
    ],
    [
      "~SEQ(X, 1, 2) @lb01 foo $X\n",
      "Setting",
      { repetitions: [{ start: 0, end: 13, form: "SEQ", text: "X, 1, 3" }] },
      "~SEQ(X, 1, 3) @lb01 foo $X\n",
    ],
  ] as const)("%j: %s %j", (text, kind, fields, written) => {
    const changed = change(text, (item) => (item.kind === kind ? ({ ...item, ...fields } as KeepalivedItem) : item));
    expect(changed).toEqual({ text: written, unwritable: [] });
  });

  test("a comment of a haproxy.cfg", () => {
    const text = "global # ab cd\n  maxconn  5\n";
    const { ast } = parseHaproxy(text);
    const sections = ast.sections.map((one) => ({
      ...one,
      body: one.body.map((item) => (item.kind === "Comment" ? { ...item, text: " abcd" } : item)),
    }));
    expect(emit({ ...ast, sections }, text).text).toBe(text.replace("ab cd", "abcd"));
  });

  test("words of another keyword are written for it", () => {
    const text = "vrrp_script a {\n  script '/bin/x y'\n}\n";
    const renamed = change(text, (item) =>
      item.kind === "Setting" ? { ...item, keyword: withValue(item.keyword, "title") } : item,
    );
    expect(renamed.text).toBe('vrrp_script a {\n  title "/bin/x y"\n}\n');
  });
});

const numRuns = Number(process.env.HALINT_RUNS ?? 300);
const parts = (known: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "\n",
          "\n",
          "\n",
          " ",
          " ",
          "\t",
          "#",
          "!",
          '"',
          "'",
          "\\",
          "\\x41",
          "$A",
          "\u00a0",
          "\u201c",
          "\r\n",
        ),
        fc.constantFrom(...known),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 40 },
    )
    .map((all) => all.join(""));

describe("any word of any text can be changed alone", () => {
  test("haproxy", () => {
    const text = parts(["global\n", "frontend x\n", " bind :80", " acl a path /", ".if ", "no ", "maxconn 5 "]);
    fc.assert(
      fc.property(text, fc.nat(), (source, chosen) => {
        const words = parseHaproxy(source).ast.sections.flatMap(({ body }) =>
          body.flatMap((item) =>
            item.kind === "Comment" || item.kind === "Bad" || item.kind === "Directive" ? [] : item.args,
          ),
        );
        const word = words[chosen % Math.max(1, words.length)];
        // One that touches another would become a part of it.
        fc.pre(word !== undefined && /^\s[\s\S]*\s$/.test(`${source} `.slice(word.start - 1, word.end + 1)));
        const written = `${source.slice(0, word.start)}zz${source.slice(word.end)}`;
        expect(emit(changedAt(source, word.start, "zz"), source)).toEqual({ text: written, unwritable: [] });
      }),
      { numRuns },
    );
  });

  test("keepalived", () => {
    const text = parts([
      "vrrp_instance V {\n",
      "}\n",
      "{",
      "@h ",
      "~SEQ(A, 1, 2) ",
      "script ",
      "$A=",
      "x 1 ",
      "include ",
    ]);
    fc.assert(
      fc.property(text, fc.nat(), (source, chosen) => {
        const words: { start: number; end: number }[] = [];
        const file = parseKeepalived(source).ast;
        mapItems(file, (item) => {
          if ("args" in item) words.push(...item.args);
          return item;
        });
        const word = words[chosen % Math.max(1, words.length)];
        // One that touches another would become a part of it.
        fc.pre(word !== undefined && /^\s[\s\S]*\s$/.test(`${source} `.slice(word.start - 1, word.end + 1)));
        const written = `${source.slice(0, word.start)}zz${source.slice(word.end)}`;
        expect(emit(changedWord(file, word.start, "zz"), source)).toEqual({ text: written, unwritable: [] });
      }),
      { numRuns },
    );
  });
});
