import { describe, expect, test } from "vitest";
import { emit, mapStatements, parseHaproxy, word } from "../../src/index.ts";

const text = "frontend web\n    bind :80   # the site\n    maxconn 5\n";
const copies = () => mapStatements(parseHaproxy(text).ast, (statement) => ({ ...statement }));

describe("lines copied with a spread", () => {
  test("are the lines that they were", () => {
    expect(emit(copies(), text)).toEqual({ text, unwritable: [] });
  });

  test("keep their words behind another keyword", () => {
    const renamed = mapStatements(parseHaproxy(text).ast, (statement) =>
      statement.keyword.value === "maxconn" ? { ...statement, keyword: word("rate-limit") } : statement,
    );
    expect(emit(renamed, text).text).toBe(text.replace("maxconn", "rate-limit"));
  });

  test("are said to be lost where nothing tells their words", () => {
    expect(emit(copies()).unwritable).toEqual(["bind", "maxconn"]);
  });
});
