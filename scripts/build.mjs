/**
 * Builds dist/: the command line as one CommonJS bundle with its code cache, the library as ESM, and its types.
 * `--fast` leaves out the types.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.dirname(import.meta.dirname);
const dist = path.join(root, "dist");
const fast = process.argv.includes("--fast");
process.chdir(root);

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

run(process.execPath, "scripts/gen-registry.mjs");
if (existsSync("scripts/compile-grammar.ts")) run(process.execPath, "scripts/run-ts.mjs", "scripts/compile-grammar.ts");

const shared = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  minify: true,
  keepNames: false,
  legalComments: "none",
  logLevel: "warning",
};

mkdirSync(dist, { recursive: true });
await build({
  ...shared,
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/halint.cjs",
  format: "cjs",
  banner: { js: "#!/usr/bin/env node" },
});
await build({ ...shared, entryPoints: ["src/index.ts"], outfile: "dist/index.js", format: "esm" });
