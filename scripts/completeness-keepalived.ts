/**
 * Compares `grammar/keepalived` with the keyword trees of the program's versions, and prints what is missing or different.
 * `node scripts/run-ts.mjs scripts/completeness-keepalived.ts [FACTS]`
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createTable } from "../src/schema/compiled-table.ts";
import type { Entry } from "../src/schema/entry.ts";
import type { LanguageTable } from "../src/schema/table.ts";
import { keepalivedTypes } from "../src/schema/types/keepalived.ts";
import { compareVersions, isKnownIn } from "../src/schema/version.ts";
import { compileGrammar } from "./grammar/compile.ts";
import { readGrammar } from "./grammar/read.ts";

/** A keyword as the program registers it: `k` its name, `b` a block of free-form lines, `c` its children. */
interface KeywordNode {
  readonly k: string;
  readonly b?: number;
  readonly c?: readonly KeywordNode[];
}

const folder = resolve(process.argv[2] ?? "../shared/facts/keepalived");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^keywords-v[\d.]+\.json$/.test(name)) : [];
if (files.length === 0) console.log(`skipped: there are no keyword trees in ${folder}`);
else {
  const { table, help } = compileGrammar(readGrammar(process.cwd(), "keepalived"), keepalivedTypes);
  const lines = compare(createTable("keepalived", table, help, keepalivedTypes), files);
  for (const line of lines) console.log(line);
  if (lines.length > 0) process.exitCode = 1;
}

function compare(table: LanguageTable, names: readonly string[]): string[] {
  const problems = new Map<string, string[]>();
  const registered = new Map<string, Set<string>>();
  const versions = names.map((name) => name.slice("keywords-v".length, -".json".length)).sort(compareVersions);
  for (const version of versions) {
    const tree: { readonly roots: readonly KeywordNode[] } = JSON.parse(
      readFileSync(join(folder, `keywords-v${version}.json`), "utf8"),
    );
    const known = new Set<string>();
    registered.set(version, known);
    for (const problem of visit(tree.roots, "/", version, table, known)) {
      problems.set(problem, [...(problems.get(problem) ?? []), version]);
    }
  }
  for (const [version, known] of registered) {
    for (const problem of invented(table, version, known))
      problems.set(problem, [...(problems.get(problem) ?? []), version]);
  }
  return [...problems].map(([problem, seen]) => `${problem}: ${seen.join(" ")}`);
}

function* visit(
  nodes: readonly KeywordNode[],
  context: string,
  version: string,
  table: LanguageTable,
  known: Set<string>,
): Iterable<string> {
  for (const node of nodes) {
    const path = context === "/" ? node.k : `${context}/${node.k}`;
    known.add(path);
    const entries = table.entries(context).filter(({ keyword }) => keyword === node.k);
    const entry = entries.find((one) => isKnownIn(one, version));
    if (entry === undefined)
      yield entries.length === 0 ? `${path} is missing` : `${path} is there, but not for this version`;
    else {
      yield* shapeOf(entry, node, path);
      if (node.c !== undefined) yield* visit(node.c, path, version, table, known);
    }
  }
}

function* shapeOf(entry: Entry, node: KeywordNode, path: string): Iterable<string> {
  const isValueBlock = entry.lines !== undefined || entry.words !== undefined;
  if ((node.b === 1) !== isValueBlock) yield `${path} ${node.b === 1 ? "takes" : "does not take"} free-form lines`;
  if ((node.c !== undefined) !== (entry.block !== undefined))
    yield `${path} ${node.c === undefined ? "opens no block" : "opens a block"}`;
  if (entry.block !== undefined && entry.block !== path) yield `${path} opens the block ${entry.block}`;
}

/** Keywords of the table that the program of a version does not register. */
function invented(table: LanguageTable, version: string, known: ReadonlySet<string>): string[] {
  const contexts = ["/", ...[...known].filter((path) => table.entries(path).length > 0)];
  return contexts.flatMap((context) =>
    table
      .entries(context)
      .filter((entry) => isKnownIn(entry, version))
      .map(({ keyword }) => (context === "/" ? keyword : `${context}/${keyword}`))
      .filter((path) => !known.has(path))
      .map((path) => `${path} is not registered`),
  );
}
