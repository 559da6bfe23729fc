/** The table of what keepalived checks is whole, and names rules that exist. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { registry } from "../../src/lint/generated/registry.ts";

const page = readFileSync("docs/keepalived-checks.md", "utf8");
const rows = page.split("\n").flatMap((line) => /^\| (\d+) \| (.+) \| (.+) \|$/.exec(line)?.slice(1, 4) ?? []);

test("there is a row for each of the 252 classes", () => {
  const numbers = rows.filter((_, at) => at % 3 === 0).map(Number);
  expect(numbers).toEqual(Array.from({ length: 252 }, (_, at) => at + 1));
});

test("every rule that the table names exists", () => {
  const known = new Set(registry.map(({ id }) => id));
  const named = [...page.matchAll(/`((?:keepalived|parse)\/[a-z0-9-]+)`/g)].map(([, id]) => id);
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter((id) => !known.has(id ?? ""))).toEqual([]);
});

test("every row names a rule or says why there is none", () => {
  const answers = rows.filter((_, at) => at % 3 === 2);
  const reasons =
    /`(?:keepalived|parse)\/|machine's|not reported: |node decides|build of the node|kernel of the node|not in the files|halint itself|definition-too-long/;
  expect(answers.filter((answer) => !reasons.test(answer))).toEqual([]);
});
