import { describe, expect, test } from "vitest";
import { compileGrammar } from "../../scripts/grammar/compile.ts";
import { languages } from "../../scripts/grammar/generate.ts";
import { readFile, readGrammar } from "../../scripts/grammar/read.ts";

function mistakes(yaml: string): string[] {
  const { mistakes: found } = compileGrammar(readFile("f.yaml", yaml), languages.haproxy);
  return found.map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

const head = "context: global\nentries:\n";

describe("mistakes in the grammar", () => {
  test.each([
    ["  - { keyword: a, help: h, sintax: b }", "f.yaml:3: a: an entry has no field `sintax`; `syntax` is meant?"],
    ["  - { keyword: a }", "f.yaml:3: a: needs one line of `help`"],
    ["  - { help: h }", "f.yaml:3: an entry: needs a `keyword` of one word"],
    [
      "  - { keyword: a, help: h, repeat: twice }",
      "f.yaml:3: a: `repeat` must be one of last, add, once, first, never",
    ],
    ["  - { keyword: a, help: h, since: 2.10 }", 'f.yaml:3: a: `since` must be a version in quotes, "2.10"'],
    [
      "  - keyword: a\n    help: h\n    syntax: '<itn>'",
      "f.yaml:5: a: `syntax`: there is no type `itn`; `int` is meant?",
    ],
    ["  - { keyword: a, help: h, syntax: '<word 1..2>' }", "f.yaml:3: a: `syntax`: the type `word` takes no range"],
    [
      "  - { keyword: a, help: h, syntax: '<int 1x..2>' }",
      "f.yaml:3: a: `syntax`: `1x` is no bound for the type `int`",
    ],
    [
      "  - { keyword: a, help: h, syntax: '<@globl>' }",
      "f.yaml:3: a: `syntax`: no entry stands in the context `globl`; `global` is meant?",
    ],
    [
      "  - { keyword: a, help: h, syntax: 'x{ a b }' }",
      "f.yaml:3: a: `syntax`: several words cannot stand inside one word",
    ],
    ["  - { keyword: a, help: h }\n  - { keyword: a, help: h }", "f.yaml:4: `a` stands in `global` already, at line 3"],
    ["  - { keyword: a, help: h, accept: a }", "f.yaml:3: a: `accept` must be a list of texts"],
  ])("%s", (entry, message) => {
    expect(mistakes(head + entry)).toEqual([message]);
  });

  test("in the notation name the column", () => {
    expect(mistakes(`${head}  - { keyword: a, help: h, syntax: "a ]" }`)[0]).toMatch(
      /^f\.yaml:3: a: `syntax`, at column 3 of `a \]`: /,
    );
  });

  test("in the YAML are reported with their line, and all at once", () => {
    expect(mistakes("context: global\nentries:\n  - { keyword: a, help: h\n  - [")[0]).toMatch(/^f\.yaml:\d+: /);
    expect(mistakes(`${head}  - { keyword: a }\n  - { keyword: b }`)).toHaveLength(2);
  });

  test("a file without entries is one", () => {
    expect(mistakes("- a")).toEqual(["f.yaml:1: holds no `entries:`"]);
  });
});

describe.each(Object.entries(languages))("the grammar of %s", (language, types) => {
  test("has no mistake", () => {
    const { mistakes: found } = compileGrammar(readGrammar(process.cwd(), language), types);
    expect(found.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([]);
  });
});
