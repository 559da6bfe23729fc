// The start of dist/halint.cjs: runs the bundle from V8's code cache where it fits this Node, as plain source where not.
// V8 itself refuses a cache of another version or other flags; the bundle's name carries the hash that ties them together.
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { Script } = require("node:vm");

const filename = path.join(__dirname, MAIN);
let cachedData;
try {
  cachedData = readFileSync(`${filename}.cache`);
} catch {
  // Built without one, or not readable: the source is enough.
}
if (cachedData === undefined) {
  Module.enableCompileCache?.();
  require(filename).main();
} else {
  const script = new Script(Module.wrap(readFileSync(filename, "utf8")), { filename, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, filename, __dirname);
  module.exports.main();
}
