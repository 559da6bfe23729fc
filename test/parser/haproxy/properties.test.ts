import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import type { Item } from "../../../src/ast/haproxy/file.ts";
import { parseHaproxy } from "../../../src/parser/haproxy/parse.ts";
import { irregularSpacePattern } from "../../../src/parser/irregular-space.ts";
import { decodeBytes } from "../../../src/text/source.ts";
import type { Span } from "../../../src/text/span.ts";

function leaves(item: Item): readonly Span[] {
  if (item.kind === "Comment") return [item];
  if (item.kind === "Bad") return item.words.length > 0 ? item.words : [item];
  if (item.kind === "Directive") return [item.keyword, ...item.args];
  return [...(item.prefix === undefined ? [] : [item.prefix]), item.keyword, ...item.args];
}

/** White space, odd spaces, and the byte order mark that starts a file. */
const gap = new RegExp(`^(?:[\\s\\0\\udca0]|${irregularSpacePattern.source})*$`);

/** Words and comments stand in order, apart, and only space lies between them. */
function checkTree(text: string): void {
  const { ast, problems } = parseHaproxy(text);
  const spans = [
    ...ast.preamble.flatMap(leaves),
    ...ast.sections.flatMap(({ keyword, args, body }) => [keyword, ...args, ...body.flatMap(leaves)]),
  ];
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at || end < start) throw new Error(`span ${start}..${end} behind ${at}`);
    if (!gap.test(text.slice(at, start))) throw new Error(`text between ${at} and ${start} belongs to nothing`);
    at = end;
  }
  if (!gap.test(text.slice(at))) throw new Error(`text from ${at} belongs to nothing`);
  for (const { span } of problems) {
    if (span.start < 0 || span.end < span.start || span.end > text.length) throw new Error("a problem out of bounds");
  }
  // As data, with what nodes make when they are asked for it.
  checkNested(JSON.parse(JSON.stringify(ast)), 0, text.length);
}

/** Every node lies within the node that holds it. */
function checkNested(node: unknown, start: number, end: number): void {
  if (typeof node !== "object" || node === null) return;
  const { start: from, end: to } = node as Partial<Span>;
  if (typeof from === "number" && typeof to === "number") {
    if (from < start || to > end || to < from)
      throw new Error(`node ${from}..${to} not within ${start}..${end}: ${JSON.stringify(node).slice(0, 200)}`);
    [start, end] = [from, to];
  }
  for (const [name, child] of Object.entries(node)) if (name !== "branch") checkNested(child, start, end);
}

const fragments = fc.constantFrom(
  "global",
  "frontend f",
  "backend b",
  " bind :80",
  " acl a path",
  " http-request deny if",
  "{",
  "}",
  "!",
  "or",
  "#",
  '"',
  "'",
  "\\",
  "\n",
  "\r\n",
  "\r",
  "\0",
  "\u00a0",
  "\u200b",
  "\ufeff",
  "\u201c",
  "\u201d",
  "\uff1a",
  "\udca0",
  ".if",
  ".elif",
  ".else",
  ".endif",
  "feature(A)",
  "&&",
  "%[src]",
  "%",
  "%{+Q}",
  "(",
  ")",
  ",",
  "${A}",
  '"${A-',
  "[*]",
  "\\x4",
  "no ",
  "default ",
  " log-format ",
  " stick-table type ip size 1m",
  " server s 1.1.1.1 check",
  "{{ x }}",
  "unless",
  " ",
  "\t",
  "\u4f60",
);

describe("the tree of any text", () => {
  it("covers it, whatever its characters are", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), checkTree), { numRuns: 500 });
  });

  it("covers it, whatever its bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => checkTree(decodeBytes(bytes))),
      { numRuns: 500 },
    );
  });

  it("covers it where pieces of configs meet", () => {
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 60 }), (parts) => checkTree(parts.join(""))),
      { numRuns: 2000 },
    );
  });
});

const corpus = existsSync("../shared/corpus")
  ? globSync(["../shared/corpus/{haproxy,templates}/*.cfg", "../shared/corpus/clusters/*/*/*.cfg"])
  : [];
const files = [...globSync("fixtures/**/*.cfg"), ...corpus];

describe("the tree of a real file", () => {
  it.each(files)("%s and all its beginnings", (path) => {
    const text = decodeBytes(readFileSync(path));
    checkTree(text);
    const ends: number[] = [];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) ends.push(at);
    // Every beginning of a long file would be a test of its own length squared.
    const step = Math.max(1, Math.floor(ends.length / 150));
    for (let at = 0; at < ends.length; at += step) {
      checkTree(text.slice(0, ends[at]));
      checkTree(text.slice(0, (ends[at] ?? 0) + 1));
    }
  });
  it.skipIf(corpus.length === 0)("the corpus is there", () => {
    expect(corpus.length).toBeGreaterThan(100);
  });
});
