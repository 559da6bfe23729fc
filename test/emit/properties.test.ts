/** What holds for every text and every tree: layout changes gaps only, and writing is the inverse of parsing. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emit } from "../../src/api/emit.ts";
import { format } from "../../src/api/format.ts";
import { parse } from "../../src/api/workspace.ts";
import {
  block,
  entry,
  haproxyFile,
  keepalivedFile,
  section,
  setting,
  statement,
  withValue,
} from "../../src/emit/build.ts";
import { tokenTexts } from "../../src/emit/format/tokens.ts";
import { decodeBytes } from "../../src/text/source.ts";

const numRuns = Number(process.env.HALINT_RUNS ?? 300);

/** Text with many of the characters that the languages care about. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\n",
        "\n",
        " ",
        "\t",
        "{",
        "}",
        "#",
        "!",
        '"',
        "'",
        "\\",
        "$A",
        "${A}",
        "@h ",
        "\r\n",
        "\u00a0",
        ".if ",
        ".endif",
      ),
      fc.constantFrom(
        "global",
        "frontend x",
        "bind :80",
        "server a 1:1",
        "vrrp_instance V",
        "state BACKUP",
        "virtual_ipaddress",
        "acl a path /",
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe.each(["haproxy", "keepalived"] as const)("layout of any %s text", (language) => {
  test("never fails, is idempotent, and keeps every token", () => {
    fc.assert(
      fc.property(text, (source) => {
        const once = format("f", source, {}, language);
        expect(once.failed).toBe(false);
        const before = parse("f", source, language);
        const after = parse("f", once.text, language);
        expect(tokenTexts(once.text, after.ast)).toEqual(tokenTexts(source, before.ast));
        expect(format("f", once.text, {}, language).text).toBe(once.text);
      }),
      { numRuns },
    );
  });

  test("an untouched tree is its source", () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(emit(parse("f", source, language).ast, source).text).toBe(source);
      }),
      { numRuns },
    );
  });
});

/** Values that a haproxy word can have: everything but NUL. */
const haproxyValue = fc
  .string({ unit: "binary", minLength: 1, maxLength: 12 })
  .filter((value) => !value.includes("\0"));
/** keepalived has no way to write a line end, or a double quote beside what needs quoting. */
const keepalivedValue = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((value) => !/["\n\r\0\\$~@]/.test(value));
const name = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);

describe("writing made-up trees", () => {
  test("haproxy: the words come back", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.array(haproxyValue, { maxLength: 5 })), { maxLength: 6 }), (lines) => {
        const made = haproxyFile(
          section(
            "global",
            [],
            lines.map(([keyword, args]) => statement(`x-${keyword}`, ...args)),
          ),
        );
        const { text: written, unwritable } = emit(made);
        expect(unwritable).toEqual([]);
        const { ast } = parse("f", written, "haproxy");
        const back = ast.kind === "HaproxyFile" ? (ast.sections[0]?.body ?? []) : [];
        expect(back.map((item) => ("args" in item ? item.args.map(({ value }) => value) : item))).toEqual(
          lines.map(([, args]) => args),
        );
      }),
      { numRuns },
    );
  });

  test("keepalived: the words come back", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.array(keepalivedValue, { maxLength: 5 })), { maxLength: 6 }), (lines) => {
        const made = keepalivedFile(
          block(
            "vrrp_instance",
            ["V"],
            lines.map(([keyword, args]) => setting(`x_${keyword}`, ...args)),
          ),
        );
        const { ast } = parse("f", emit(made).text, "keepalived");
        const [first] = ast.kind === "KeepalivedFile" ? ast.items : [];
        const body = first !== undefined && "body" in first ? first.body : [];
        expect(body.map((item) => ("args" in item ? item.args.map(({ value }) => value) : item))).toEqual(
          lines.map(([, args]) => args),
        );
      }),
      { numRuns },
    );
  });
});

describe("changing one thing", () => {
  const source = "# main\nglobal\n\tmaxconn   100 # all\n\nbackend app\n  server a 192.0.2.1:80   check\n";

  test("a changed word, and every other byte as it was", () => {
    const { ast } = parse("f", source, "haproxy");
    if (ast.kind !== "HaproxyFile") throw new Error("haproxy expected");
    const sections = ast.sections.map((one) => ({
      ...one,
      body: one.body.map((item) =>
        "keyword" in item && item.keyword.value === "maxconn"
          ? { ...item, args: item.args.map((word) => withValue(word, "200")) }
          : item,
      ),
    }));
    expect(emit({ ...ast, sections }, source).text).toBe(source.replace("100", "200"));
  });

  test("an added and a removed statement", () => {
    const { ast } = parse("f", source, "haproxy");
    if (ast.kind !== "HaproxyFile") throw new Error("haproxy expected");
    const [global, backend] = ast.sections;
    if (global === undefined || backend === undefined) throw new Error("two sections expected");
    const added = { ...backend, body: [...backend.body, statement("server", "b", "192.0.2.2:80")] };
    expect(emit({ ...ast, sections: [global, added] }, source).text).toBe(
      source.replace("check\n", "check\n    server b 192.0.2.2:80\n"),
    );
    const removed = { ...global, body: global.body.filter(({ kind }) => kind === "Comment") };
    expect(emit({ ...ast, sections: [removed, backend] }, source).text).toBe(
      source.replace("\tmaxconn   100 #", "    #"),
    );
  });

  test("an address in a value block", () => {
    const made = keepalivedFile(
      block("vrrp_instance", ["V"], [block("virtual_ipaddress", [], [entry("192.0.2.1/24", "dev", "eth0")])]),
    );
    expect(emit(made).text).toBe(
      "vrrp_instance V {\n    virtual_ipaddress {\n        192.0.2.1/24 dev eth0\n    }\n}\n",
    );
  });
});

const corpus = new URL("../../../shared/corpus/", import.meta.url);

describe.skipIf(!existsSync(corpus))("real files (skipped where the corpus does not lie beside the project)", () => {
  const files = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true })
        .map(String)
        .filter((one) => /\.(cfg|conf)$/.test(one))
    : [];

  test("layout keeps tokens and is idempotent, and untouched trees are their sources", () => {
    for (const file of files) {
      const source = decodeBytes(readFileSync(new URL(encodeURI(file), corpus)));
      const once = format(file, source);
      expect(once.failed, file).toBe(false);
      expect(format(file, once.text).text === once.text, file).toBe(true);
      expect(emit(parse(file, source).ast, source).text === source, file).toBe(true);
    }
  }, 120_000);
});
