/** Writes the generated tables of both languages. */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { haproxyTypes } from "../../src/schema/types/haproxy.ts";
import { keepalivedTypes } from "../../src/schema/types/keepalived.ts";
import { compileGrammar } from "./compile.ts";
import { type Mistake, readGrammar } from "./read.ts";

export const languages = { haproxy: haproxyTypes, keepalived: keepalivedTypes };
const generated = "src/schema/generated";

/** Writes the tables of a project folder. With mistakes, nothing is written unless `keepGoing`. Returns the mistakes. */
export function generateTables(root: string, options: { keepGoing: boolean }): readonly Mistake[] {
  const all: Mistake[] = [];
  const files: [string, unknown][] = [];
  for (const [language, types] of Object.entries(languages)) {
    const { table, help, examples, mistakes } = compileGrammar(readGrammar(root, language), types);
    all.push(...mistakes);
    files.push([`${language}.json`, table], [`${language}-help.json`, help], [`${language}-examples.json`, examples]);
  }
  if (all.length === 0 || options.keepGoing) {
    mkdirSync(join(root, generated), { recursive: true });
    for (const [name, content] of files) writeWhole(join(root, generated, name), `${JSON.stringify(content)}\n`);
  }
  return all;
}

/** A reader sees the old file or the new one, never half of one. */
function writeWhole(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) {
    utimesSync(path, new Date(), new Date());
    return;
  }
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** Whether the tables are missing or older than the grammar or what compiles it. */
export function tablesAreStale(root: string): boolean {
  const outputs = Object.keys(languages).flatMap((one) => [`${one}.json`, `${one}-help.json`, `${one}-examples.json`]);
  const times = outputs.map((name) => timeOf(join(root, generated, name)));
  const oldest = Math.min(...times);
  const patterns = ["grammar/**/*.yaml", "scripts/grammar/*.ts", "src/parser/notation/*.ts", "src/schema/**/*.ts"];
  const sources = globSync(patterns, { cwd: root, absolute: true });
  return sources.some((path) => timeOf(path) > oldest);
}

function timeOf(path: string): number {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}
