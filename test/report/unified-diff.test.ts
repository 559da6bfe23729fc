/** Patches: those of the library where little changed, and still patches where everything did. */
import { applyPatch, createTwoFilesPatch } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { replacedLines } from "../../src/report/line-diff.ts";
import { unifiedDiff } from "../../src/report/unified-diff.ts";

const plain = (text: string) => text;
const diffOf = (before: string, after: string) =>
  unifiedDiff({ path: "x", text: before }, { path: "x", text: after }, plain);

const texts = fc
  .tuple(fc.array(fc.constantFrom("a", "b", "c", "mode http", "")), fc.boolean())
  .map(([lines, ends]) => lines.join("\n") + (ends ? "\n" : ""));

test("small changes give the library's patch", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      fc.pre(before !== after);
      const patch = createTwoFilesPatch("a/x", "b/x", before, after, undefined, undefined, { context: 3 });
      expect(diffOf(before, after)).toBe(patch.replace(/^=+\n/, ""));
    }),
  );
});

describe("many changes", () => {
  const block = (name: number) => [`vrrp_script c${name} {`, "  interval 2", `  script "/bin/c${name}"`, "}", ""];
  const blocks = (names: readonly number[]) => names.flatMap(block);
  const numbers = Array.from({ length: 4_000 }, (_, at) => at);

  test.each([
    ["every line", blocks(numbers), blocks(numbers).map((line) => `  ${line}`)],
    ["the order of all blocks", blocks(numbers), blocks(numbers.toReversed())],
    [
      "one block of two goes to the end",
      blocks(numbers),
      blocks([...numbers].sort((a, b) => (a % 2) - (b % 2) || a - b)),
    ],
    ["a line in each block", blocks(numbers), blocks(numbers).map((line) => line.replace("interval 2", "interval 3"))],
    ["lines that are all alike", numbers.map(() => "a"), numbers.flatMap(() => ["a", "b"])],
  ])("%s", (_title, before, after) => {
    const replaced = replacedLines(before, after);
    let at = 0;
    const rebuilt: string[] = [];
    for (const { start, end, newStart, newEnd } of replaced) {
      expect(start).toBeGreaterThanOrEqual(at);
      for (let line = at; line < start; line++) rebuilt.push(before[line] ?? "");
      for (let line = newStart; line < newEnd; line++) rebuilt.push(after[line] ?? "");
      at = end;
    }
    expect([...rebuilt, ...before.slice(at)]).toEqual(after);
    const [old, now] = [before, after].map((lines) => lines.map((line) => `${line}\n`).join(""));
    expect(applyPatch(old ?? "", diffOf(old ?? "", now ?? ""))).toBe(now);
  });

  test("what each block kept is not replaced", () => {
    const before = blocks(numbers);
    const after = before.map((line) => line.replace("interval 2", "interval 3"));
    expect(replacedLines(before, after)).toHaveLength(numbers.length);
  });
});
