/**
 * Builds dist/: the command line as one CommonJS bundle with its code cache, the library as ESM, and its types.
 * `--fast` leaves out the library and the types, for the loop of changing and trying; `--out FOLDER` builds elsewhere;
 * `--keep-going` leaves out the grammar entries that have mistakes; `--readable` keeps names, for profiles.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.dirname(import.meta.dirname);
process.chdir(root);

/** Packages that only some commands need: a file each beside the bundle, loaded when asked for. */
const chunks = {
  "vscode-languageserver/node.js": "vscode-languageserver",
  yaml: "yaml",
};

const shared = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  minify: !process.argv.includes("--readable"),
  legalComments: "none",
  logLevel: "warning",
};

/** Leaves the packages of `chunks` out of the bundle and asks for their files instead. */
const splitOff = {
  name: "split-off",
  setup({ onResolve }) {
    for (const [name, file] of Object.entries(chunks)) {
      const exactly = new RegExp(`^${name.replace(/[/.]/g, "\\$&")}$`);
      onResolve({ filter: exactly }, ({ kind }) =>
        kind === "entry-point" ? undefined : { path: `./${file}.cjs`, external: true },
      );
    }
  },
};

/** Another halint may be running from the bundle before this one. */
const keptMilliseconds = 600_000;

const keepGoing = process.argv.includes("--keep-going");
/**
 * Packages that do more when they load than halint needs: commander asks Node for child_process, for a kind of command
 * that halint has none of, picocolors for process.stdout, to guess what halint tells it, and string-width compiles
 * patterns of emoji, which few files have.
 */
const quietPackages = {
  name: "quiet-packages",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path: name }) =>
      importer.includes("node_modules/commander/") ? { path: name, namespace: "lazy" } : undefined,
    );
    onResolve({ filter: /^string-width$/ }, ({ namespace }) =>
      namespace === "lazy" ? undefined : { path: "string-width", namespace: "lazy" },
    );
    onLoad({ filter: /^string-width$/, namespace: "lazy" }, () => ({
      contents: `export default (text) => require("string-width").default(text);`,
      resolveDir: root,
    }));
    onLoad({ filter: /^node:/, namespace: "lazy" }, ({ path: name }) => ({
      contents: `module.exports = { get spawn() { return require(${JSON.stringify(name)}).spawn; } };`,
    }));
    onLoad({ filter: /node_modules[\\/]picocolors[\\/]picocolors\.js$/ }, ({ path: file }) => ({
      contents: `const process = {};\n${readFileSync(file, "utf8")}`,
    }));
  },
};

const fast = process.argv.includes("--fast");
const outAt = process.argv.indexOf("--out");
const dist = outAt === -1 ? "dist" : (process.argv[outAt + 1] ?? "dist");
run("scripts/gen-registry.mjs");
compileGrammar();
mkdirSync(dist, { recursive: true });
await Promise.all([buildCommandLine(), buildChunks(), ...(fast ? [] : [buildLibrary()])]);
if (!fast) buildTypes();

function compileGrammar() {
  const args = keepGoing ? ["--keep-going"] : [];
  run("scripts/run-ts.mjs", "scripts/compile-grammar.ts", ...args);
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** `dist/halint.cjs` starts `dist/main-HASH.cjs`, whose name binds it to the code cache made from it. */
async function buildCommandLine() {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: ["src/cli/main.ts"],
    format: "cjs",
    write: false,
    // Packages that were written as modules ask for their own place.
    define: { "import.meta.url": "__filename" },
    plugins: [splitOff, quietPackages],
    // What runs from a code cache has no import().
    supported: { "dynamic-import": false },
  });
  const text = asFunction(inAscii(outputFiles[0].text));
  const main = `main-${createHash("sha256").update(text).digest("hex").slice(0, 12)}.cjs`;
  writeFileSync(path.join(dist, main), text);
  const loader = await build({
    ...shared,
    entryPoints: ["scripts/loader.cjs"],
    format: "cjs",
    write: false,
    define: { MAIN: JSON.stringify(`./${main}`) },
    banner: { js: "#!/usr/bin/env node" },
  });
  run("scripts/code-cache.mjs", path.join(dist, main));
  // A halint that is running while this builds finds either the old pair of files or the new one.
  const loaderFile = path.join(dist, `.halint-${process.pid}.cjs`);
  writeFileSync(loaderFile, loader.outputFiles[0].text, { mode: 0o755 });
  renameSync(loaderFile, path.join(dist, "halint.cjs"));
  removeOldBundles(main);
}

/** esbuild escapes all but regular expressions. A text of one byte a character is read and held in half the time. */
function inAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * A script whose value is the module's function, so that nothing is put around the text when it is run from a cache:
 * that would copy all of it. Required like any file, where `this` is its exports, it runs the function.
 */
function asFunction(text) {
  const wrapped = `function(exports,require,module,__filename,__dirname){${text}}`;
  return `(run=>this===globalThis?run:run(exports,require,module,__filename,__dirname))(${wrapped})`;
}

function removeOldBundles(current) {
  for (const name of readdirSync(dist)) {
    if (!name.startsWith("main-") || name.startsWith(current)) continue;
    const file = path.join(dist, name);
    if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > keptMilliseconds)
      rmSync(file, { force: true });
  }
}

async function buildChunks() {
  await Promise.all(
    Object.entries(chunks).map(([name, file]) =>
      build({ ...shared, entryPoints: [name], outfile: path.join(dist, `${file}.cjs`), format: "cjs" }),
    ),
  );
}

async function buildLibrary() {
  await build({ ...shared, entryPoints: ["src/index.ts"], outfile: path.join(dist, "index.js"), format: "esm" });
}

/** The declarations that the public API reaches, importing each other as `.js`. */
function buildTypes() {
  const all = path.join(dist, `.types-${process.pid}`);
  run("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--noCheck", "--outDir", all);
  rmSync(path.join(dist, "types"), { recursive: true, force: true });
  const queue = ["index.d.ts"];
  const seen = new Set(queue);
  for (const file of queue) {
    const text = readFileSync(path.join(all, file), "utf8").replace(
      /(["'])(\.{1,2}\/[^"']+)\.ts\1/g,
      (_, quote, name) => {
        const next = path.posix.join(path.posix.dirname(file), `${name}.d.ts`);
        if (!seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
        return `${quote}${name}.js${quote}`;
      },
    );
    const target = path.join(dist, "types", file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  rmSync(all, { recursive: true });
}
