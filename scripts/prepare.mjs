/**
 * After `npm install`: builds where nothing is built yet, so that a clone that is installed (by pre-commit, by npm from
 * git) has its program. Prints nothing: pre-commit takes what `npm pack` prints for a file's name.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const root = path.dirname(import.meta.dirname);
if (!existsSync(path.join(root, "dist/halint.cjs"))) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "scripts/build.mjs")], {
    encoding: "utf8",
  });
  if (status !== 0) {
    process.stderr.write(stdout + stderr);
    process.exitCode = 1;
  }
}
