import fc from "fast-check";
import { expect, test } from "vitest";
import { countWhile, listsBy } from "../../src/text/lists.ts";

test("countWhile stops where the test first fails", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (numbers, limit) => {
      const sorted = numbers.toSorted((a, b) => a - b);
      expect(countWhile(sorted, (number) => number <= limit)).toBe(numbers.filter((number) => number <= limit).length);
    }),
  );
});

test("countWhile looks at few items", () => {
  let asked = 0;
  countWhile(new Int32Array(1_000_000), () => ++asked % 2 === 0);
  expect(asked).toBeLessThanOrEqual(20);
});

test("listsBy keeps the order of the items and of their keys", () => {
  expect([...listsBy(["b1", "a1", "b2"], (item) => item[0])]).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});
