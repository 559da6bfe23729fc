/**
 * Writes what is made from the sources: rule pages, the config's schema, the command line's page, tables in pages.
 * With `--check` nothing is written; the exit code is 1 where something is stale, and the stale files are named.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cliPage } from "./cli-help.ts";
import { configJsonSchema } from "./config-schema.ts";
import { importTable } from "./import-table.ts";
import { readmeExample } from "./readme.ts";
import { replaceRegion } from "./regions.ts";
import { rulePages } from "./rule-pages.ts";

const check = process.argv.includes("--check");

const wanted = new Map<string, string>(rulePages());
wanted.set("docs/halint.schema.json", configJsonSchema());
wanted.set("docs/cli.md", cliPage());
region("ARCHITECTURE.md", "import table", importTable());
region("README.md", "example", await readmeExample());

function region(file: string, name: string, content: string): void {
  wanted.set(file, replaceRegion(readFileSync(file, "utf8"), name, content));
}

const stale = [...wanted].filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text);
const orphans = existsSync("docs/rules")
  ? readdirSync("docs/rules", { recursive: true })
      .map((name) => `docs/rules/${String(name).split(path.sep).join("/")}`)
      .filter((name) => name.endsWith(".md") && !wanted.has(name))
  : [];

if (check) {
  const names = [...stale.map(([file]) => file), ...orphans];
  for (const name of names) console.error(`stale: ${name}`);
  if (names.length > 0) console.error("run: npm run gen");
  process.exitCode = names.length > 0 ? 1 : 0;
} else {
  for (const [file, text] of stale) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const file of orphans) rmSync(file);
  console.log(`${wanted.size} files made, ${stale.length} changed, ${orphans.length} removed`);
}
