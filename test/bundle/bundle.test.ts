import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { threadsOf } from "../../src/cli/threads.ts";
import type { Batch, BatchAnswer } from "../../src/host/threads.ts";
import { badHaproxy, folderWith, goodHaproxy } from "../cli/in-process.ts";

const root = path.resolve(import.meta.dirname, "../..");
const bin = path.join(root, "dist/halint.cjs");

interface HalintOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function halint(args: readonly string[], options: HalintOptions = {}) {
  return spawnSync(process.execPath, [options.script ?? bin, ...args], {
    cwd: options.cwd ?? root,
    input: options.input ?? "",
    env: { ...process.env, ...options.env },
    encoding: "utf8",
    timeout: 60_000,
  });
}

const built = existsSync(bin);

describe.skipIf(!built)(`the built program${built ? "" : " (dist/ is not built)"}`, () => {
  it("says its version", () => {
    expect(halint(["--version"])).toMatchObject({ status: 0, stdout: `halint ${manifest.version}\n`, stderr: "" });
  });

  it("lints the article's cluster", () => {
    const { status, stdout, stderr } = halint(["fixtures/article/lb01", "fixtures/article/lb02", "--format", "json"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { rule: string }[] };
    expect(diagnostics.map(({ rule }) => rule)).toContain("cluster/several-initial-masters");
  });

  it("reads standard input", () => {
    expect(halint(["-", "--stdin-filename", "haproxy.cfg"], { input: badHaproxy }).status).toBe(1);
  });

  it("reads a halint.yaml, which is in a file of its own", () => {
    const cwd = folderWith({
      "halint.yaml": "clusters: { web: { nodes: { lb01: lb01/ } } }\nignore: [lb01/old.cfg]\n",
      "lb01/haproxy.cfg": goodHaproxy,
      "lb01/old.cfg": badHaproxy,
    });
    const { status, stdout, stderr } = halint(["--format", "json"], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect((JSON.parse(stdout) as { files: unknown }).files).toEqual([
      { path: "lb01/haproxy.cfg", language: "haproxy", node: "lb01" },
    ]);
  });

  it("exits with 2 and the places of mistakes in halint.yaml", () => {
    const cwd = folderWith({ "halint.yaml": "rules:\n  haproxy/bind-conflct: off\n", "haproxy.cfg": goodHaproxy });
    expect(halint(["haproxy.cfg"], { cwd })).toMatchObject({
      status: 2,
      stdout: "",
      stderr: "halint: halint.yaml:2:3: unknown key 'haproxy/bind-conflct'; did you mean 'haproxy/bind-conflict'?\n",
    });
  });

  it("serves in a thread", async () => {
    const thread = await threadsOf(bin).start();
    const answer = once(thread, "message");
    const task = {
      files: [{ path: "haproxy.cfg", text: badHaproxy }],
      plan: { targets: {}, rules: { cwd: "/", given: new Map(), configured: undefined } },
    };
    thread.postMessage({ number: 7, tasks: [task], work: { kind: "lint", unsafe: false } } satisfies Batch);
    const [{ number, results }] = (await answer) as [BatchAnswer];
    await thread.terminate();
    expect(number).toBe(7);
    expect(results[0]?.diagnostics).not.toEqual([]);
  });

  it("finds in threads what it finds in one", () => {
    const files = Array.from({ length: 510 }, (_, at) => [
      [`c${at}/haproxy.cfg`, at % 50 === 0 ? badHaproxy : goodHaproxy],
      [`c${at}/keepalived.conf`, `global_defs {\n  router_id c${at}\n}\n`],
    ]).flat();
    const cwd = folderWith(Object.fromEntries(files));
    const [one, two] = ["1", "2"].map((count) => {
      const { status, stdout, stderr } = halint(["--format", "json", "."], { cwd, env: { HALINT_THREADS: count } });
      return { status, stdout, stderr };
    });
    expect(one).toMatchObject({ status: 1, stderr: "" });
    expect(two).toEqual(one);
  });

  it("stops quietly when its reader goes away, with the exit code of what it found", () => {
    const cwd = folderWith({ "haproxy.cfg": "defaults\n  timeout connect 5q\n".repeat(5_000) });
    const code = path.join(cwd, "code");
    const command = `{ "${process.execPath}" "${bin}" haproxy.cfg; echo $? >${code}; } | head -n 1`;
    expect(spawnSync("sh", ["-c", command], { cwd, encoding: "utf8" }).stderr).toBe("");
    expect(readFileSync(code, "utf8")).toBe("1\n");
  });

  it.skipIf(!existsSync("/dev/full"))(
    "is not to blame for a full disk, a folder on standard input, a folder that is gone",
    () => {
      const cwd = folderWith({ "haproxy.cfg": badHaproxy });
      const shell = (command: string) =>
        spawnSync("sh", ["-c", command.replaceAll("halint", `"${process.execPath}" "${bin}"`)], {
          cwd,
          encoding: "utf8",
        });
      expect(shell("halint haproxy.cfg >/dev/full")).toMatchObject({
        status: 2,
        stderr: "halint: standard output: cannot be written (no space is left)\n",
      });
      expect(shell("halint no-such-file 2>/dev/full")).toMatchObject({ status: 2 });
      for (const command of ["lint", "ast", "emit"]) {
        const { status, stderr } = shell(`halint ${command} - <.`);
        expect({ status, stderr: stderr.split("\n")[0] }).toMatchObject({
          status: 2,
          stderr: expect.stringMatching(/: is a folder$/),
        });
      }
      expect(shell("mkdir gone && cd gone && rmdir ../gone && halint haproxy.cfg")).toMatchObject({
        status: 2,
        stderr: "halint: the current folder does not exist any more\n",
      });
    },
  );

  it("finds what a glob matches, and says where it matches nothing", () => {
    const cwd = folderWith({ "lb01/haproxy.cfg": goodHaproxy, "lb02/haproxy.cfg": badHaproxy });
    const found = halint(["lb*/haproxy.cfg", "--format", "json"], { cwd });
    expect({ status: found.status, stderr: found.stderr }).toEqual({ status: 1, stderr: "" });
    expect((JSON.parse(found.stdout) as { files: unknown[] }).files).toHaveLength(2);
    expect(halint(["*.nomatch"], { cwd })).toMatchObject({ status: 2, stderr: expect.stringContaining("*.nomatch") });
  });

  it("gives back bytes that are no UTF-8", () => {
    const bytes = Buffer.from("# \xcf\xb5\xb9\xe3\nglobal\n    maxconn 10\n", "latin1");
    const formatted = spawnSync(process.execPath, [bin, "fmt", "-"], { input: bytes });
    expect({ status: formatted.status, bytes: formatted.stdout }).toEqual({ status: 0, bytes });
  });

  it("can be required where a module is in scope already", () => {
    const source = `process.stdout.write(typeof require(${JSON.stringify(bin)}).main)`;
    expect(spawnSync(process.execPath, ["-e", source], { encoding: "utf8" })).toMatchObject({
      status: 0,
      stdout: "function",
    });
  });

  it("works without its code cache, and with one that is broken or of another build", () => {
    const name = readdirSync(path.dirname(bin)).find((file) => readFileSync(bin, "utf8").includes(`./${file}`)) ?? "";
    const cacheName = `${name}.${process.arch}-${process.versions.v8}.cache`;
    const parts = { "halint.cjs": readFileSync(bin), [name]: readFileSync(path.join(root, "dist", name)) };
    const caches = [
      undefined,
      Buffer.from("not a cache"),
      Buffer.alloc(0),
      readFileSync(path.join(root, "dist", cacheName)).subarray(0, 5000),
    ];
    for (const cache of caches) {
      const folder = folderWith({ ...parts, ...(cache === undefined ? {} : { [cacheName]: cache }) });
      const { status, stdout } = halint(["--version"], { script: path.join(folder, "halint.cjs") });
      expect({ status, stdout }).toEqual({ status: 0, stdout: `halint ${manifest.version}\n` });
    }
  });

  it("is small enough to start quickly", () => {
    const name = readdirSync(path.dirname(bin)).find((file) => readFileSync(bin, "utf8").includes(`./${file}`)) ?? "";
    expect(statSync(path.join(root, "dist", name)).size).toBeLessThan(2_500_000);
  });
});

describe.skipIf(!existsSync(path.join(root, "dist/index.js")))("the built library", () => {
  it("lints, fixes and renders", async () => {
    const { lint, fix, render, version } = (await import(
      path.join(root, "dist/index.js")
    )) as typeof import("../../src/index.ts");
    expect(version).toBe(manifest.version);
    const files = [{ path: "haproxy.cfg", text: goodHaproxy.replace("    mode", "\u00a0\u00a0mode") }];
    expect(render(lint(files), "compact")).toContain("parse/irregular-space");
    expect(fix(files).texts.get("haproxy.cfg")).toBe(goodHaproxy.replace("    mode", "  mode"));
  });

  it("has types for all that it exports, importing no TypeScript source", () => {
    const folder = path.join(root, "dist/types");
    const files = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => file.endsWith(".d.ts"));
    for (const file of files) {
      for (const [, target] of readFileSync(path.join(folder, file), "utf8").matchAll(/from "(\.[^"]+)"/g)) {
        const declaration = path.join(folder, path.dirname(file), (target ?? "").replace(/\.js$/, ".d.ts"));
        expect({ file, target, found: existsSync(declaration) }).toEqual({ file, target, found: true });
      }
    }
  });
});
