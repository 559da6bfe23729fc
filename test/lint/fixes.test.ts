/** Fixes over real files: a second run finds nothing to do, and what is not fixed keeps its bytes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fix } from "../../src/api/lint.ts";
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
