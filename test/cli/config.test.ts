import { chmodSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { asStranger, badHaproxy, folderWith, goodHaproxy, halint, keepalived } from "./in-process.ts";

interface Json {
  readonly files: readonly { path: string; node: string }[];
  readonly diagnostics: readonly { rule: string; path: string }[];
}

async function json(argv: readonly string[], cwd: string, stdin?: string): Promise<Json> {
  const ran = await halint([...argv, "--format", "json"], { cwd, ...(stdin === undefined ? {} : { stdin }) });
  return JSON.parse(ran.out) as Json;
}

const config = `clusters:
  web:
    nodes:
      left: [a/keepalived.conf, a/haproxy.cfg]
      right: b/
  db:
    targets: { haproxy: "2.4" }
    nodes:
      left: [db.cfg]
`;

const files = {
  "halint.yaml": config,
  "a/keepalived.conf": keepalived("MASTER", 101),
  "a/haproxy.cfg": goodHaproxy,
  "b/keepalived.conf": keepalived("MASTER", 100),
  "b/haproxy.cfg": goodHaproxy,
  "db.cfg": goodHaproxy,
  "deep/db.cfg": badHaproxy,
};

describe("a halint.yaml", () => {
  it("brings a file's cluster in, with its names", async () => {
    const found = await json(["b/keepalived.conf"], folderWith(files));
    expect(found.files.map(({ path, node }) => `${node} ${path}`)).toEqual([
      "left a/keepalived.conf",
      "left a/haproxy.cfg",
      "right b/haproxy.cfg",
      "right b/keepalived.conf",
    ]);
    expect(found.diagnostics.map(({ rule }) => rule)).toContain("cluster/several-initial-masters");
  });

  it("keeps clusters apart that have nodes of one name", async () => {
    const found = await json(["a/haproxy.cfg", "db.cfg"], folderWith(files));
    expect(found.files.filter(({ node }) => node === "left").map(({ path }) => path)).toEqual([
      "a/keepalived.conf",
      "a/haproxy.cfg",
      "db.cfg",
    ]);
    expect(found.diagnostics.filter(({ path }) => path === "db.cfg")).toEqual([]);
  });

  it("is all that is linted where no path is given", async () => {
    const found = await json([], folderWith(files));
    expect(found.files).toHaveLength(5);
    expect(found.files.map(({ path }) => path)).not.toContain("deep/db.cfg");
  });

  it("lets standard input stand for a file of the cluster", async () => {
    const cwd = folderWith(files);
    const text = keepalived("BACKUP", 100);
    const found = await json(["-", "--stdin-filename", "b/keepalived.conf"], cwd, text);
    expect(found.files).toHaveLength(4);
    expect(found.diagnostics.map(({ rule }) => rule)).not.toContain("cluster/several-initial-masters");
  });

  it("is found upwards, unless it is not wanted, and the command line wins over it", async () => {
    const rule = "haproxy/unknown-keyword";
    const cwd = folderWith({ "halint.yaml": `rules: { ${rule}: off }\n`, "deep/down/haproxy.cfg": badHaproxy });
    const reported = async (...argv: string[]) =>
      (await json(["deep/down/haproxy.cfg", ...argv], cwd)).diagnostics.some((found) => found.rule === rule);
    expect(await reported()).toBe(false);
    expect(await reported("--no-config")).toBe(true);
    expect(await reported("--rule", `${rule}=error`)).toBe(true);
  });

  it("names a node's file that is not there", async () => {
    const cwd = folderWith({ ...files, "halint.yaml": config.replace("db.cfg", "gone.cfg") });
    expect(await halint([], { cwd })).toMatchObject({ code: 2, err: "halint: gone.cfg: does not exist\n" });
  });

  it("is written by init so that it says what was found", async () => {
    const { "halint.yaml": _, ...without } = files;
    const cwd = folderWith(without);
    expect(await halint(["init", "a", "b"], { cwd })).toMatchObject({ code: 0 });
    const before = await json(["a", "b", "--no-config"], cwd);
    const after = await json([], cwd);
    expect(after.diagnostics).toEqual(before.diagnostics);
    expect((await halint(["init"], { cwd })).code).toBe(2);
  });

  it("is named where init may not write it", async () => {
    const { "halint.yaml": _, ...without } = files;
    const cwd = folderWith(without);
    chmodSync(cwd, 0o555);
    const ran = await asStranger(() => halint(["init"], { cwd }));
    chmodSync(cwd, 0o755);
    expect(ran).toEqual({ code: 2, out: "", err: "halint: halint.yaml: may not be written (permission denied)\n" });
  });
});

describe("a file that clusters and nodes share", () => {
  const shared = {
    "halint.yaml": `clusters:
  web: { nodes: { lb01: [web1.conf, haproxy.cfg], lb02: [web2.conf, haproxy.cfg] } }
  db: { nodes: { lb01: [db1.conf, haproxy.cfg], lb02: [db2.conf, haproxy.cfg] } }
`,
    "web1.conf": keepalived("MASTER", 101),
    "web2.conf": keepalived("MASTER", 100),
    "db1.conf": keepalived("MASTER", 101),
    "db2.conf": keepalived("MASTER", 100),
    "haproxy.cfg": `${goodHaproxy}    server x 192.0.2.9:80 chekc\n`,
  };
  const rule = "haproxy/unknown-keyword";

  it("brings in all of them", async () => {
    const found = await json(["haproxy.cfg"], folderWith(shared));
    expect(found.diagnostics.filter(({ rule }) => rule === "cluster/several-initial-masters")).toHaveLength(2);
  });

  it("is reported once, and its nodes are counted by cluster", async () => {
    const cwd = folderWith(shared);
    const found = await json([], cwd);
    expect(found.diagnostics.filter((one) => one.rule === rule)).toHaveLength(1);
    expect(found.files.filter(({ path }) => path === "haproxy.cfg").map(({ node }) => node)).toEqual(["lb01", "lb02"]);
    expect((await halint([], { cwd })).out).toMatch(/in 5 files of 4 nodes/);
    const sarif = JSON.parse((await halint(["--format", "sarif"], { cwd })).out);
    const uris = sarif.runs[0].artifacts.map(({ location }: { location: { uri: string } }) => location.uri);
    expect(new Set(uris).size).toBe(uris.length);
  });

  it("keeps a comment that silences something in one of them only", async () => {
    const silenced = "    # halint-disable-next-line haproxy/keyword-newer-than-target\n    guid x\n";
    const yaml = shared["halint.yaml"].replace("db: {", 'db: { targets: { haproxy: "2.4" },');
    const cwd = folderWith({ ...shared, "halint.yaml": yaml, "haproxy.cfg": `${goodHaproxy}${silenced}` });
    for (const changed of [[], ["web1.conf"], ["db1.conf"]]) {
      const rules = (await json(changed, cwd)).diagnostics.map(({ rule }) => rule);
      expect(rules).not.toContain("parse/unused-suppression");
      expect(rules).not.toContain("haproxy/keyword-newer-than-target");
    }
  });

  it("is fixed once, with what each of them has to say", async () => {
    const cwd = folderWith(shared);
    const preview = await halint(["--diff"], { cwd });
    expect(preview.out.match(/^\+\+\+ b\/haproxy\.cfg/gm)).toHaveLength(1);
    const ran = await halint(["--fix"], { cwd });
    expect(ran.err).toBe("halint: fixed 2 in haproxy.cfg, web2.conf\nhalint: fixed 1 in db2.conf\n");
    expect((await json([], cwd)).diagnostics.map(({ rule }) => rule)).not.toContain(rule);
  });
});

describe("a node whose folder is a link", () => {
  const linked = () => {
    const { "halint.yaml": yaml, ...others } = files;
    const cwd = folderWith({ ...others, "halint.yaml": yaml });
    mkdirSync(path.join(cwd, "releases"));
    renameSync(path.join(cwd, "b"), path.join(cwd, "releases/7"));
    symlinkSync("releases/7", path.join(cwd, "b"));
    return cwd;
  };

  it.each(["releases/7/keepalived.conf", "b/keepalived.conf"])("brings its cluster in from %s, once", async (file) => {
    const found = await json([file], linked());
    expect(found.files.map(({ path: name }) => name)).toEqual([
      "a/keepalived.conf",
      "a/haproxy.cfg",
      "b/haproxy.cfg",
      file,
    ]);
    expect(found.diagnostics.find(({ rule }) => rule === "cluster/several-initial-masters")?.path).toBe(file);
  });
});

it("has globs below folders whose names look like patterns", async () => {
  const yaml = "clusters: { web: { nodes: { left: 'a/*.conf', right: 'b*/*.conf' } } }\n";
  const cwd = folderWith({
    "site (1) [old]/halint.yaml": yaml,
    "site (1) [old]/a/keepalived.conf": keepalived("MASTER", 101),
    "site (1) [old]/b/keepalived.conf": keepalived("MASTER", 100),
    "site (1) [old]/sub/note": "",
  });
  for (const folder of ["site (1) [old]", "site (1) [old]/sub"]) {
    expect((await json([], path.join(cwd, folder))).files.map(({ node }) => node)).toEqual(["left", "right"]);
  }
});
