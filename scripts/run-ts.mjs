/** Runs a TypeScript script: `node scripts/run-ts.mjs scripts/x.ts [arguments]`. Node 20 cannot by itself. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  console.error("usage: node scripts/run-ts.mjs SCRIPT.ts [ARGUMENT...]");
  process.exit(2);
}
// Inside the project, so that packages are found from there.
const folder = mkdtempSync(join(import.meta.dirname, "../node_modules/.run-ts-"));
let status = 1;
try {
  const outfile = join(folder, "script.mjs");
  await build({
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  status = spawnSync(process.execPath, ["--enable-source-maps", outfile, ...args], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
