import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "./in-process.ts";

const root = path.resolve(import.meta.dirname, "../..");

function ran(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env) {
  return spawnSync(command, args, { cwd, env, encoding: "utf8", timeout: 400_000 });
}

const missing = [
  ran("pre-commit", ["--version"], root).status === 0 ? "" : "pre-commit is not installed",
  ran("git", ["rev-parse", "HEAD"], root).status === 0 ? "" : "this is no git checkout",
].filter((reason) => reason !== "");

describe.skipIf(missing.length > 0)(`the real pre-commit ${missing.join(", ")}`, () => {
  it("stops a commit of the article's files and passes a fixed one", { timeout: 600_000 }, () => {
    const rev = ran("git", ["rev-parse", "HEAD"], root).stdout.trim();
    const folder = folderWith({
      ".pre-commit-config.yaml": `repos:\n  - repo: ${root}\n    rev: ${rev}\n    hooks:\n      - id: halint\n`,
    });
    const home = folderWith({});
    const identity = {
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@b",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@b",
    };
    const env: NodeJS.ProcessEnv = { ...process.env, ...identity, PRE_COMMIT_HOME: home };
    // A git that is running around the tests (a hook) must not be found by these.
    for (const name of Object.keys(env)) if (/^GIT_(?:DIR|INDEX_FILE|WORK_TREE|PREFIX)$/.test(name)) delete env[name];
    const git = (...args: string[]) => ran("git", args, folder, env);
    git("init", "-q");
    const installed = ran("pre-commit", ["install", "--install-hooks"], folder, env);
    expect({ status: installed.status, said: installed.stdout + installed.stderr }).toMatchObject({ status: 0 });
    for (const node of ["lb01", "lb02"])
      cpSync(path.join(root, "fixtures/article", node), path.join(folder, node), { recursive: true });
    git("add", ".");
    const stopped = git("commit", "-m", "as pasted");
    expect(stopped.status).toBe(1);
    expect(stopped.stdout + stopped.stderr).toContain("cluster/several-initial-masters");
    const fixed = ran(process.execPath, [path.join(root, "dist/halint.cjs"), "--fix", "lb01", "lb02"], folder, env);
    expect({ status: fixed.status, said: fixed.stdout.slice(0, 2000) }).toMatchObject({ status: 0 });
    git("add", ".");
    const passed = git("commit", "-m", "fixed");
    expect({ status: passed.status, said: passed.stdout + passed.stderr }).toMatchObject({ status: 0 });
  });
});
