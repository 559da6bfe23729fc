/** A table made in a test from notation, and words from a line. */

import { compileGrammar } from "../../scripts/grammar/compile.ts";
import { readFile } from "../../scripts/grammar/read.ts";
import { parseNotation } from "../../src/parser/notation/parser.ts";
import { createTable } from "../../src/schema/compiled-table.ts";
import { type Match, type MatchWord, matchWords } from "../../src/schema/match.ts";
import type { Pattern } from "../../src/schema/pattern.ts";
import type { LanguageTable } from "../../src/schema/table.ts";
import { haproxyTypes } from "../../src/schema/types/haproxy.ts";

export function tableOf(yaml: string): LanguageTable {
  const { table, help, mistakes } = compileGrammar(readFile("grammar/haproxy/test.yaml", yaml), haproxyTypes);
  if (mistakes.length > 0) throw new Error(mistakes.map((one) => one.message).join("\n"));
  return createTable("haproxy", table, help, haproxyTypes);
}

export function notation(text: string): Pattern {
  const parsed = parseNotation(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.pattern;
}

/** Words between spaces; one with `${NAME}` in it has a variable, one with `${NAME[*]}` one that splits. */
export function wordsOf(line: string): MatchWord[] {
  return line
    .split(" ")
    .filter((word) => word !== "")
    .map((value) => {
      const found = /\$\{(\w+)(\[\*\])?\}/.exec(value);
      if (found === null) return { value };
      const splits = found[2] === undefined ? {} : { splits: true };
      return { value, variables: [{ name: found[1] ?? "", start: 0, end: 0, ...splits }] };
    });
}

export function match(pattern: string, line: string, table: LanguageTable = options): Match {
  return matchWords(notation(pattern), wordsOf(line), { table });
}

/** A family with the shapes that real ones have. */
export const options: LanguageTable = tableOf(`
context: server-option
entries:
  - { keyword: check, help: h }
  - { keyword: inter, syntax: "<time: duration 1ms..>", help: h }
  - { keyword: weight, syntax: "<weight: int 0..256>", help: h }
  - { keyword: source, syntax: "<address> [usesrc <source: word>]", help: h }
  - { keyword: set-var, in: [action], call: "<name: variable>[,<condition: set-var-condition>]", syntax: "<value: expression>", help: h }
  - { keyword: track-sc#, in: [action], syntax: "<key: expression> [table <table: ref-table>]", help: h }
  - { keyword: deny, in: [action], syntax: "[status <int 200..599>]", help: h }
  - { keyword: lua, in: [action], syntax: null, help: h }
  - { keyword: lower, in: [converter], help: h }
`);
