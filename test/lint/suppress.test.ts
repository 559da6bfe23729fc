/** Comments that silence findings: which line they are about, and what they cost. */
import { expect, test } from "vitest";
import { lint } from "../../src/api/lint.ts";

const findings = (text: string) =>
  lint([{ path: "keepalived.conf", text }], { targets: { keepalived: "2.2.7" } }).diagnostics.map(
    ({ rule, span }) => `${text.slice(0, span.start).split("\n").length} ${rule}`,
  );

const disable = (what: string, ids = "keepalived/unknown-keyword") => `  # halint-disable-${what} ${ids}\n`;

test("comments may be stacked above the line that they are about", () => {
  const text = `global_defs {\n${disable("next-line")}${disable("next-line", "keepalived/extra-words-dropped")}\n  # and a blank line\n  foo\n  bar\n}\n`;
  expect(findings(text)).toEqual(["3 parse/unused-suppression", "7 keepalived/unknown-keyword"]);
});

test("a stack is about its own line, also where another one comes before it", () => {
  const text = `global_defs {\n${disable("next-line")}${disable("next-line")}  foo\n${disable("next-line")}  bar\n  baz\n}\n`;
  expect(findings(text)).toEqual(["7 keepalived/unknown-keyword"]);
});

test("each of several ids is told apart", () => {
  const text = `global_defs {\n${disable("next-line", "keepalived/unknown-keyword, keepalived/no-such-rule")}  foo\n}\n`;
  expect(findings(text)).toEqual(["2 parse/unused-suppression"]);
});

test("a whole file, and its own line", () => {
  expect(findings(`${disable("file")}global_defs {\n  foo\n  bar\n}\n`)).toEqual([]);
  expect(findings("global_defs {\n  foo # halint-disable-line keepalived/unknown-keyword\n  bar\n}\n")).toEqual([
    "3 keepalived/unknown-keyword",
  ]);
});

test.each([
  "halint-disable-next-line",
  "halint-disable-line -- no id",
  "halint-disable-nextline keepalived/unknown-keyword",
  "halint-disable-line:keepalived/unknown-keyword",
  "halint-disable keepalived/unknown-keyword",
  "halint-enable keepalived/unknown-keyword",
])("a comment that was meant to silence and cannot be read is reported: %s", (comment) => {
  const found = findings(`global_defs {\n  # ${comment}\n  foo\n}\n`);
  expect(found).toEqual(["2 parse/unused-suppression", "3 keepalived/unknown-keyword"]);
});

test("a comment that only speaks of halint is left alone", () => {
  expect(findings("# halint-clean since May; see halint-disable-line in its guide\n")).toEqual([]);
});

// Each comment was held against each finding, and walked to the end of its stack: 16,000 took 25 s.
test("many comments take time that grows with the file", () => {
  const time = (count: number, text: string) => {
    const start = performance.now();
    lint([{ path: "keepalived.conf", text: `global_defs {\n${text.repeat(count)}  foo\n}\n` }], {});
    return performance.now() - start;
  };
  for (const text of [disable("next-line"), `${disable("next-line")}  foo\n`]) {
    time(1000, text);
    expect(time(16_000, text)).toBeLessThan(20 * Math.max(200, time(2000, text)));
  }
}, 60_000);

test("in a file that is only included, comments silence too, and no fix is offered that would not be applied", () => {
  const included = "global_defs {\n  foo # halint-disable-line keepalived/unknown-keyword\n  router_idd x\n}\n";
  const given = [{ path: "keepalived.conf", text: "include more.conf\n" }];
  const read = (path: string) => (path.endsWith("more.conf") ? { text: included } : { error: "missing" as const });
  const files = { read, glob: () => ["more.conf"] };
  const { diagnostics } = lint(given, { targets: { keepalived: "2.2.7" }, files });
  expect(
    diagnostics.map(({ rule, path, span, fix }) => [rule, path, included.slice(span.start, span.end), fix]),
  ).toEqual([["keepalived/unknown-keyword", "more.conf", "router_idd", undefined]]);
  const named = lint([...given, { path: "more.conf", text: included }], { targets: { keepalived: "2.2.7" }, files });
  expect(named.diagnostics.map(({ fix }) => fix?.safety)).toEqual(["safe"]);
});
