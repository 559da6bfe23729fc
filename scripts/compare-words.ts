/**
 * Holds the words that halint sees on each line against those that haproxy dumps, and prints where they differ.
 *
 *     node scripts/run-ts.mjs scripts/compare-words.ts [--haproxy COMMAND] FILE...
 *
 * COMMAND has to know `-dC` (haproxy 2.8 and newer). Words with environment variables are left out: their values are the
 * machine's. Exit 0: no line differs; 1: some do; 2: the program cannot be run.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Item } from "../src/ast/haproxy/file.ts";
import { isStatic, type Word } from "../src/ast/word.ts";
import { parseHaproxy } from "../src/parser/haproxy/parse.ts";
import { decodeBytes } from "../src/text/source.ts";

const args = process.argv.slice(2);
const option = args.indexOf("--haproxy");
const command = option === -1 ? "haproxy" : (args[option + 1] ?? "haproxy");
const files = option === -1 ? args : [...args.slice(0, option), ...args.slice(option + 2)];

let same = 0;
let differing = 0;
for (const file of files) {
  const dumped = dump(file);
  const seen = linesOf(readFileSync(file));
  // A process with a master reads its files twice.
  const wanted = dumped.length === 2 * seen.length ? dumped.slice(seen.length) : dumped;
  const at = seen.findIndex(({ text, known }, index) => known && text !== wanted[index]);
  if (at === -1 && seen.length === wanted.length) same++;
  else {
    differing++;
    const line = at === -1 ? Math.min(seen.length, wanted.length) : at;
    console.log(`${file}: line ${line + 1} of those with words`);
    console.log(`  halint:  ${JSON.stringify(seen[line]?.text)}`);
    console.log(`  haproxy: ${JSON.stringify(wanted[line])}`);
  }
}
console.log(`${same} files alike, ${differing} not`);
process.exit(differing === 0 ? 0 : 1);

function dump(file: string): string[] {
  const { stdout, error } = spawnSync(command, ["-dC", "-c", "-dr", "-f", file]);
  if (error !== undefined) {
    console.error(`${command} cannot be run: ${error.message}`);
    process.exit(2);
  }
  const lines = decodeBytes(stdout).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("Configuration file "));
}

interface Line {
  readonly text: string;
  readonly known: boolean;
}

function linesOf(bytes: Uint8Array): Line[] {
  const { ast } = parseHaproxy(decodeBytes(bytes));
  const lines: Word[][] = ast.preamble.map(wordsOf);
  for (const { keyword, args: words, body } of ast.sections) lines.push([keyword, ...words], ...body.map(wordsOf));
  return lines
    .map((words) => ({
      text: words
        .map(({ value }) => `${value} `)
        .join("")
        .trim(),
      known: words.every(isStatic),
    }))
    .filter(({ text }) => text !== "");
}

function wordsOf(item: Item): Word[] {
  if (item.kind === "Comment") return [];
  if (item.kind === "Bad") return [...item.words];
  const prefix = item.kind === "Directive" || item.prefix === undefined ? [] : [item.prefix];
  return [...prefix, item.keyword, ...item.args];
}
