import { describe, expect, test } from "vitest";
import { compileGrammar, type Examples } from "../../scripts/grammar/compile.ts";
import { readGrammar } from "../../scripts/grammar/read.ts";
import { callFailure } from "../../src/schema/call.ts";
import { haproxyTable } from "../../src/schema/haproxy.ts";
import { keepalivedTable } from "../../src/schema/keepalived.ts";
import { matchWords } from "../../src/schema/match.ts";
import type { Pattern } from "../../src/schema/pattern.ts";
import type { LanguageTable } from "../../src/schema/table.ts";

/** The words of an example; what the programs do with quotes inside words is for the parsers' tests. */
function words(line: string): string[] {
  const found = line.match(/"[^"]*"|'[^']*'|(?:\\.|[^\s\\])+/g) ?? [];
  return found.map((word) => (/^(["']).*\1$/.test(word) ? word.slice(1, -1) : word.replaceAll(/\\(.)/g, "$1")));
}

/** What the table has against a line; blocks are left out, since a line is all that is looked at here. */
function against(table: LanguageTable, example: Examples, line: string): unknown {
  if (/[{}]$/.test(line.trim()) || line.includes("\n")) return undefined;
  const all = words(line);
  const prefixed = (all[0] === "no" || all[0] === "default") && example.keyword !== all[0];
  const [first = "", ...rest] = prefixed ? all.slice(1) : all;
  const entry = table.find(example.contexts[0] ?? "", first);
  if (entry === undefined) return `no entry for ${first}`;
  if (prefixed && all[0] === "no" && rest.length === 0) return undefined;
  if (entry.block !== undefined || entry.lines !== undefined || entry.words !== undefined) return undefined;
  const failure = callFailure(entry, first, table)?.rejection?.reason;
  if (failure !== undefined) return failure;
  const context = example.contexts[0] ?? "";
  const asWords = (values: readonly string[]) => values.map((value) => ({ value }));
  // An example of a family may go on with other words of the family.
  const several: Pattern = { kind: "rep", of: { kind: "family", context, label: context } };
  if (matchWords(several, asWords([first, ...rest]), { table }).problems.length === 0) return undefined;
  return matchWords(entry, asWords(rest), { table }).problems[0];
}

describe.each([haproxyTable, keepalivedTable])("the examples of $language", (table) => {
  const { examples } = compileGrammar(readGrammar(process.cwd(), table.language), table.types);

  test("that must be accepted fit the table", () => {
    const wrong = examples.flatMap((example) =>
      example.accept.flatMap((line) => {
        const problem = against(table, example, line);
        return problem === undefined ? [] : [{ at: `${example.file}:${example.line}`, line, problem }];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
