/** Fixes over real files: a second run finds nothing to do, and what is not fixed keeps its bytes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fix, lint } from "../../src/api/lint.ts";
import { parse } from "../../src/api/workspace.ts";
import { decodeBytes, encodeText } from "../../src/text/source.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const folders = ["haproxy", "keepalived", "clusters"].map((name) => join(corpus, name));

/** Every configuration below a folder. */
function configs(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:cfg|conf)$/.test(path))
    .map((path) => join(folder, path));
}

/** The lines of `before` that are no line of `after`. */
function lostLines(before: string, after: string): readonly string[] {
  const kept = new Set(after.split("\n"));
  return before.split("\n").filter((line) => !kept.has(line));
}

describe.skipIf(!existsSync(corpus))("fixes of real files", () => {
  test.each(folders)("%s", { timeout: 60_000 }, (folder) => {
    const again: string[] = [];
    const touched: string[] = [];
    for (const path of configs(folder)) {
      const bytes = readFileSync(path);
      const text = decodeBytes(bytes);
      expect(Buffer.from(encodeText(text)).equals(bytes), path).toBe(true);
      for (const unsafe of [false, true]) {
        const run = (input: string) => fix([{ path, text: input, node: "node" }], { unsafe });
        const { texts } = run(text);
        const fixed = texts.get(path);
        if (fixed === undefined) continue;
        if (run(fixed).texts.size > 0) again.push(`${path} ${unsafe}`);
        // A fix writes anew what is wrong on a line; it never takes the half of a file.
        if (lostLines(text, fixed).length > text.split("\n").length / 2) touched.push(path);
      }
    }
    expect(again).toEqual([]);
    expect(touched).toEqual([]);
  });
});

describe("a run of fixes", () => {
  const instance = (priority: number) =>
    `vrrp_instance VI_1 {\n  state MASTER\n  interface eth0\n  virtual_router_id 51\n  priority ${priority}\n  virtual_ipaddress {\n    192.0.2.100/24\n  }\n}\n`;
  const files = [
    { path: "lb01.conf", text: instance(101) },
    { path: "lb02.conf", text: instance(100) },
  ];

  test("knows what was found before, and keeps the trees of files that did not change", () => {
    const { texts, before, workspace } = fix(files);
    expect([...texts.keys()]).toEqual(["lb02.conf"]);
    expect(before.diagnostics).toEqual(lint(files).diagnostics);
    const kept = workspace.documents.map((document, at) => document === before.workspace.documents[at]);
    expect(kept).toEqual([true, false]);
  });

  test("finds in the fixed texts what a reading of them finds", () => {
    const { texts, diagnostics } = fix(files);
    const fixed = files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
    expect(diagnostics).toEqual(lint(fixed).diagnostics);
  });

  test("does not take the tree of the old text for the fixed one", () => {
    const parsed = files.map(({ path, text }) => ({ path, text, document: parse(path, text) }));
    const { texts, diagnostics } = fix(parsed);
    expect(texts).toEqual(fix(files).texts);
    expect(diagnostics).toEqual(fix(files).diagnostics);
  });
});
