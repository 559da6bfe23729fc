/** Which files on disk the server reads with one that is open. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { Project } from "../../src/lsp/project.ts";
import { goodHaproxy, keepalived } from "../cli/in-process.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The files that are read when the first one is open. */
async function readWith(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  folder = mkdtempSync(path.join(tmpdir(), "halint-project-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const [[first, text] = ["", ""]] = Object.entries(files);
  const options = { config: false, haproxyVersion: undefined, keepalivedVersion: undefined, rules: new Map() } as const;
  const project = new Project(options, () => undefined);
  project.set(pathToFileURL(path.join(folder, first)).href, text);
  const { files: found } = await project.lint();
  return [...found.keys()].map((file) => path.relative(folder, file)).sort();
}

test.each([
  ["beside it under its usual name", "lb01/haproxy.cfg", "lb01/keepalived.conf"],
  ["beside it with the same stem", "lb01.cfg", "lb01.conf"],
  ["in the other program's folder", "etc/haproxy/haproxy.cfg", "etc/keepalived/keepalived.conf"],
])("the node's other file %s", async (_, haproxy, other) => {
  const files = { [haproxy]: goodHaproxy, [other]: keepalived("BACKUP", 100), "lb07/keepalived.conf": "" };
  expect(await readWith(files)).toEqual([haproxy, other]);
});
