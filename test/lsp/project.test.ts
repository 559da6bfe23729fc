/** Which files on disk the server reads with one that is open. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { Project } from "../../src/lsp/project.ts";
import type { Snapshot } from "../../src/lsp/snapshot.ts";
import { badHaproxy, goodHaproxy, keepalived } from "../cli/in-process.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The files that are read when the first one is open. */
async function readWith(files: Readonly<Record<string, string>>, opened?: string): Promise<readonly string[]> {
  const { files: found } = await lintedWith(files, opened);
  return [...found.keys()].map((file) => path.relative(folder, file)).sort();
}

async function lintedWith(files: Readonly<Record<string, string>>, opened?: string): Promise<Snapshot> {
  folder = mkdtempSync(path.join(tmpdir(), "halint-project-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const [[first, text] = ["", ""]] = Object.entries(files);
  const options = {
    config: undefined,
    haproxyVersion: undefined,
    keepalivedVersion: undefined,
    rules: new Map(),
  } as const;
  const project = new Project(options, () => undefined);
  if (opened !== undefined) project.setFolders([pathToFileURL(path.join(folder, opened)).href]);
  project.set(pathToFileURL(path.join(folder, first)).href, text);
  return project.lint();
}

test.each([
  ["beside it under its usual name", "lb01/haproxy.cfg", "lb01/keepalived.conf"],
  ["beside it with the same stem", "lb01.cfg", "lb01.conf"],
  ["in the other program's folder", "etc/haproxy/haproxy.cfg", "etc/keepalived/keepalived.conf"],
])("the node's other file %s", async (_, haproxy, other) => {
  const files = { [haproxy]: goodHaproxy, [other]: keepalived("BACKUP", 100), "lb07/keepalived.conf": "" };
  expect(await readWith(files)).toEqual([haproxy, other]);
});

describe("the other nodes of the cluster, in a folder that the editor has open", () => {
  const own = keepalived("MASTER", 110);
  const other = keepalived("BACKUP", 100);
  const stranger = other.replace("192.0.2.10", "198.51.100.10");

  test.each([
    ["beside it", ["lb01.conf", "lb02.conf"]],
    ["in folders of their own", ["lb01/keepalived.conf", "lb02/keepalived.conf"]],
    ["in whole trees", ["lb01/etc/keepalived/keepalived.conf", "lb02/etc/keepalived/keepalived.conf"]],
  ])("%s", async (_, [first = "", second = ""]) => {
    expect(await readWith({ [first]: own, [second]: other }, ".")).toEqual([first, second]);
  });

  test("with their haproxy.cfg", async () => {
    const files = { "lb01/keepalived.conf": own, "lb02/haproxy.cfg": goodHaproxy, "lb02/keepalived.conf": other };
    expect(await readWith(files, ".")).toEqual(Object.keys(files));
  });

  test("who share no address with it are none, even where there are only two files", async () => {
    expect(await readWith({ "lb01.conf": own, "lb02.conf": stranger }, ".")).toEqual(["lb01.conf"]);
    expect(await readWith({ "a/keepalived.conf": own, "b/keepalived.conf": stranger }, ".")).toEqual([
      "a/keepalived.conf",
    ]);
  });

  test("are not looked for outside that folder, nor where no folder is open", async () => {
    const files = { "lb01/keepalived.conf": own, "lb02/keepalived.conf": other };
    expect(await readWith(files, "lb01")).toEqual(["lb01/keepalived.conf"]);
    expect(await readWith(files)).toEqual(["lb01/keepalived.conf"]);
  });

  test("are not copies of a node, and not among very many files", async () => {
    const copies = {
      "lb01/keepalived.conf": own,
      "lb01.bak/keepalived.conf": other,
      "lb01-old/keepalived.conf": other,
    };
    expect(await readWith(copies, ".")).toEqual(["lb01/keepalived.conf"]);
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`lb${at}.conf`, other]));
    expect(await readWith({ "first.conf": own, ...many }, ".")).toEqual(["first.conf"]);
  });

  test("are what a halint.yaml says, where there is one", async () => {
    const yaml = "clusters:\n  web:\n    nodes:\n      lb01: [lb01.conf]\n";
    expect(await readWith({ "lb01.conf": own, "lb02.conf": other, "halint.yaml": yaml }, ".")).toEqual(["lb01.conf"]);
  });

  test("are named by where they are, wherever the server was started", async () => {
    const yaml = "clusters: { web: { nodes: { lb01: a/lb01.conf, lb02: b/ } } }\n";
    const { files } = await lintedWith({ "a/lb01.conf": own, "b/lb02.conf": other, "halint.yaml": yaml });
    const expected = ["a/lb01.conf", "b/lb02.conf"].map((name) => pathToFileURL(path.join(folder, name)).href);
    expect([...files.values()].map(({ uri }) => uri)).toEqual(expected);
  });

  test("say of a file that clusters share what is wrong with each of them, once", async () => {
    const yaml = `clusters:
  web: { nodes: { lb01: [web.conf, haproxy.cfg] } }
  db: { targets: { haproxy: "2.4" }, nodes: { lb01: [db.conf, haproxy.cfg] } }
`;
    const shared = `${badHaproxy}\nbackend newer\n    guid x\n`;
    const { files } = await lintedWith({
      "haproxy.cfg": shared,
      "web.conf": own,
      "db.conf": stranger,
      "halint.yaml": yaml,
    });
    const found =
      files.get(path.join(folder, "haproxy.cfg"))?.diagnostics.map(({ rule, message }) => `${rule} ${message}`) ?? [];
    expect(found.filter((one) => one.startsWith("haproxy/unknown-keyword"))).toHaveLength(1);
    expect(found.join("\n")).toContain("2.4");
  });
});
