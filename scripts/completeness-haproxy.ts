/**
 * Compares `grammar/haproxy` with what the versions of the program register and document, and prints what is missing.
 * `node scripts/run-ts.mjs scripts/completeness-haproxy.ts [FACTS] [--version 3.4] [--context fetch]`
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createTable } from "../src/schema/compiled-table.ts";
import type { Entry } from "../src/schema/entry.ts";
import type { LanguageTable } from "../src/schema/table.ts";
import { haproxyTypes } from "../src/schema/types/haproxy.ts";
import { compareVersions, isKnownIn } from "../src/schema/version.ts";
import { type Fact, readFacts } from "./completeness/haproxy-facts.ts";
import { manualErrors } from "./completeness/manual-errors.ts";
import { compileGrammar } from "./grammar/compile.ts";
import { readGrammar } from "./grammar/read.ts";

const args = process.argv.slice(2);
const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const folder = resolve(
  args.find((one, at) => !one.startsWith("--") && !args[at - 1]?.startsWith("--")) ?? "../shared/facts/haproxy",
);

if (!existsSync(folder)) console.log(`skipped: there is no ${folder}`);
else {
  const { table, help } = compileGrammar(readGrammar(process.cwd(), "haproxy"), haproxyTypes);
  const missing = compare(createTable("haproxy", table, help, haproxyTypes), readFacts(folder));
  for (const line of missing) console.log(line);
  if (missing.length > 0) process.exitCode = 1;
}

/** What the grammar lacks or says otherwise, one line for each thing with all versions that have it. */
function compare(table: LanguageTable, facts: readonly Fact[]): string[] {
  const versions = new Map<string, Set<string>>();
  const newest = facts
    .map((fact) => fact.version)
    .sort((a, b) => Number(a) - Number(b))
    .at(-1);
  for (const fact of facts) {
    if ((option("--version") ?? fact.version) !== fact.version) continue;
    if (option("--context") !== undefined && !fact.contexts.includes(option("--context") ?? "")) continue;
    if (manualErrors.some(([keyword, origin]) => keyword === fact.keyword && origin === fact.origin)) continue;
    const what = difference(table, fact, fact.version === newest);
    if (what === undefined) continue;
    const key = `${fact.contexts.join("|")}: ${fact.keyword}${what} (${fact.origin})`;
    versions.set(key, (versions.get(key) ?? new Set()).add(fact.version));
  }
  return [...versions].map(([what, seen]) => `${what}: ${[...seen].sort().join(" ")}`).sort();
}

function difference(table: LanguageTable, fact: Fact, isNewest: boolean): string | undefined {
  // What the program matches by its beginning is written with a number in its place: `track-sc#`.
  const found = (context: string) => table.find(context, fact.keyword) ?? table.find(context, `${fact.keyword}0`);
  const entries = fact.contexts.flatMap((context) => found(context) ?? []);
  if (entries.length === 0) {
    const elsewhere = table.contextsOf(fact.keyword);
    return elsewhere.length > 0 ? `, which stands in ${elsewhere.join(", ")}` : "";
  }
  const valid = entries.filter((entry) => isKnownIn(entry, fact.version));
  const [first] = entries;
  // Keywords that were taken away stay registered and in the manual for a while, to say so.
  const late = first?.since !== undefined && compareVersions(first.since, fact.version) > 0;
  if (valid.length === 0) return late ? `, known only since ${first.since}` : undefined;
  const [entry] = valid;
  if (entry === undefined || !isNewest) return undefined;
  return typesDifference(entry, fact);
}

/** Types are compared with the newest version only, which is what the grammar states. */
function typesDifference(entry: Entry, fact: Fact): string | undefined {
  const differences: string[] = [];
  if (fact.takes !== undefined && entry.takes !== fact.takes)
    differences.push(`takes ${fact.takes}, not ${entry.takes}`);
  const isFetch = fact.contexts[0] === "fetch" || fact.contexts[0] === "converter";
  if (isFetch && fact.returns !== undefined && entry.returns !== fact.returns)
    differences.push(`returns ${fact.returns}, not ${entry.returns}`);
  const where = entry.where === undefined ? undefined : spelledOut(entry.where);
  if (fact.where !== undefined && where !== fact.where) differences.push(`works in ${fact.where}, not ${where}`);
  return differences.length === 0 ? undefined : `: ${differences.join("; ")}`;
}

/** `a-d,f` as `abcdf`. */
function spelledOut(where: string): string {
  const letters = where.split(",").flatMap((part) => {
    const [from = "", to = from] = part.trim().split("-");
    const count = to.charCodeAt(0) - from.charCodeAt(0) + 1;
    return Array.from({ length: Math.max(0, count) }, (_, at) => String.fromCharCode(from.charCodeAt(0) + at));
  });
  return letters.join("");
}
