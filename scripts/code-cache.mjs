/** Runs the built bundle once on the article's cluster and keeps the compiled code: `node scripts/code-cache.mjs FILE`. */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

// What was compiled is to stay until it is written; the flag is put back, because a cache holds for its flags only.
setFlagsFromString("--no-flush-bytecode");
const filename = path.resolve(process.argv[2]);
const script = new Script(readFileSync(filename, "latin1"), { filename });
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(filename), module, filename, path.dirname(filename));

const io = {
  cwd: process.cwd(),
  env: {},
  out() {},
  err() {},
  stdin: () => new Uint8Array(),
  outIsTerminal: false,
  width: 80,
};
const article = ["fixtures/article/lb01", "fixtures/article/lb02", "--no-config"];
for (const format of ["pretty", "json"]) await module.exports.run([...article, "--format", format], io);
setFlagsFromString("--flush-bytecode");
writeFileSync(`${filename}.${process.arch}-${process.versions.v8}.cache`, script.createCachedData());
