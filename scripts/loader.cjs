// The start of dist/halint.cjs: runs the bundle from V8's code cache where there is one for this V8, as plain source where
// not. V8 itself refuses a cache of other flags; the bundle's name carries the hash that ties them together.
// A thread requires this file and gets what the bundle exports.
const { readFileSync } = require("node:fs");

const filename = `${__dirname}/${MAIN}`;
const { arch, versions } = process;
let cachedData;
try {
  cachedData = readFileSync(`${filename}.${arch}-${versions.v8}.cache`);
} catch {
  // Built by another Node, or not readable: the source is enough.
}
if (cachedData === undefined) {
  require("node:module").enableCompileCache?.();
  module.exports = require(filename);
} else {
  const { Script } = require("node:vm");
  const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData });
  script.runInThisContext()(exports, require, module, filename, __dirname);
}
if (require.main === module) module.exports.main(__filename);
