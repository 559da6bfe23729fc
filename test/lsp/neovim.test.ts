import { spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith } from "../cli/in-process.ts";

const root = path.resolve(import.meta.dirname, "../..");
const bin = path.join(root, "dist/halint.cjs");
const missing = [
  spawnSync("nvim", ["--version"]).status === 0 ? "" : "nvim is not installed",
  existsSync(bin) ? "" : "dist/ is not built",
].filter((reason) => reason !== "");

interface Shown {
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly actions: readonly string[];
  readonly afterChange: readonly string[];
}

describe.skipIf(missing.length > 0)(`Neovim on the built server ${missing.join(", ")}`, () => {
  it("shows the cluster's findings in both nodes and follows a change of one", { timeout: 90_000 }, () => {
    const folder = folderWith({});
    cpSync(path.join(root, "fixtures/article"), folder, { recursive: true });
    const { stdout, stderr } = spawnSync(
      "nvim",
      ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${path.join(import.meta.dirname, "neovim.lua")}`],
      {
        cwd: folder,
        encoding: "utf8",
        timeout: 80_000,
        env: { ...process.env, HALINT_FOLDER: folder, HALINT_NODE: process.execPath, HALINT_BIN: bin },
      },
    );
    const line = `${stdout}\n${stderr}`.split(/\r?\n/).find((text) => text.startsWith('{"'));
    expect({ line, stderr }).toMatchObject({ line: expect.any(String) });
    const shown = JSON.parse(line ?? "{}") as Shown;
    expect(shown.first.some((rule) => rule.startsWith("parse/irregular-space"))).toBe(true);
    expect(shown.second).toContain("cluster/several-initial-masters:26");
    expect(shown.actions).toContain("Let lb02 say BACKUP");
    expect(shown.afterChange.filter((rule) => rule.startsWith("cluster/several-initial-masters"))).toEqual([]);
  });
});
