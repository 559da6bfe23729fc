/** `npm run gen`: everything that is made from the sources and committed. `--check` only says what is stale. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { registryText } from "./gen-registry.mjs";

process.chdir(path.dirname(import.meta.dirname));
const check = process.argv.includes("--check");
const registry = "src/lint/generated/registry.ts";

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

if (!check) run("scripts/gen-registry.mjs");
else if (readFileSync(registry, "utf8") !== registryText()) {
  console.error(`stale: ${registry}\nrun: npm run gen`);
  process.exit(1);
}
// The tables are not committed; pages and schemas need them.
run("scripts/run-ts.mjs", "scripts/compile-grammar.ts");
run("scripts/run-ts.mjs", "scripts/gen/write.ts", ...process.argv.slice(2));
