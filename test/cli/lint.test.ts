import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { asStranger, badHaproxy, folderWith, giveToStranger, goodHaproxy, halint, keepalived } from "./in-process.ts";

/** A folder that every user may look into. */
function everybodys(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files);
  chmodSync(folder, 0o755);
  return folder;
}

interface Json {
  readonly version: number;
  readonly files: readonly { path: string; language: string; node: string }[];
  readonly diagnostics: readonly { rule: string; severity: string; path: string; range: { start: { line: number } } }[];
  readonly summary: Readonly<Record<string, number>>;
}

describe("exit codes", () => {
  it("0 where nothing is found at that severity", async () => {
    const cwd = folderWith({ "haproxy.cfg": goodHaproxy });
    const { code, out } = await halint(["haproxy.cfg", "--fail-on", "error", "--format", "json"], { cwd });
    expect({ code, errors: (JSON.parse(out) as { summary: { error: number } }).summary.error }).toEqual({
      code: 0,
      errors: 0,
    });
  });

  it("1 on an error, 0 with --fail-on never, the word lint is optional", async () => {
    const cwd = folderWith({ "haproxy.cfg": badHaproxy });
    expect((await halint(["haproxy.cfg"], { cwd })).code).toBe(1);
    expect((await halint(["lint", "haproxy.cfg"], { cwd })).code).toBe(1);
    expect((await halint(["--format", "json", "lint", "haproxy.cfg"], { cwd })).code).toBe(1);
    expect((await halint(["haproxy.cfg", "--fail-on", "never"], { cwd })).code).toBe(0);
  });

  it("2 on a wrong call, with one line on standard error and nothing on standard output", async () => {
    const wrong = [
      ["haproxy.cfg", "--fail-on", "fatal"],
      ["haproxy.cfg", "--format", "yaml"],
      ["haproxy.cfg", "--rule", "haproxy/server-without-chek=off"],
      ["haproxy.cfg", "--rule", "haproxy/server-without-check=fatal"],
      ["haproxy.cfg", "--haproxy-version", "new"],
      ["haproxy.cfg", "--haproxy-version", "3.0banana"],
      ["haproxy.cfg", "--node", "x"],
      ["haproxy.cfg", "--max-findings", "few"],
      ["haproxy.cfg", "--colour", "never"],
      [],
    ];
    const cwd = folderWith({ "haproxy.cfg": goodHaproxy });
    for (const argv of wrong) {
      const ran = await halint(argv, { cwd });
      expect({ argv, code: ran.code, out: ran.out }).toEqual({ argv, code: 2, out: "" });
      expect(ran.err).not.toBe("");
    }
  });

  it("names the rule that was meant", async () => {
    const ran = await halint(["x.cfg", "--rule", "haproxy/server-without-chek=off"]);
    expect(ran.err).toContain("did you mean haproxy/server-without-check?");
  });
});

describe("a folder", () => {
  const of = (priority: number) =>
    `vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  priority ${priority}\n  virtual_ipaddress {\n    192.0.2.100/24\n  }\n}\n`;
  const nodesOf = async (files: Readonly<Record<string, string>>) => {
    const ran = await halint([".", "--format", "json"], { cwd: folderWith(files) });
    return ran.out === ""
      ? ran.err
      : (JSON.parse(ran.out) as Json).files.map(({ path: name, node }) => `${name}: ${node}`);
  };

  it("may have the name of the node behind that of the config", async () => {
    const files = { "keepalived.conf.master": of(101), "keepalived.conf.backup": of(100), "keepalived.conf.md": of(9) };
    expect(await nodesOf(files)).toEqual(["keepalived.conf.backup: backup", "keepalived.conf.master: master"]);
  });

  it("has leftovers beside its configs, which are not read", async () => {
    const files = { "keepalived.conf": of(101), "keepalived.conf.master": of(100), "keepalived.conf.bak": of(99) };
    expect(await nodesOf(files)).toEqual([expect.stringMatching(/^keepalived\.conf: /)]);
    const old = { "keepalived.conf.bak": of(1), "keepalived.conf.2020": of(2), "keepalived.conf.j2": of(3) };
    expect(await nodesOf({ ...old, "keepalived.conf-old": of(4), "keepalived.conf.notes": "what we run\n" })).toEqual(
      [],
    );
  });
});

describe("what cannot be read", () => {
  it("gets one line each and exit 2, and the other files are still linted", async () => {
    const cwd = folderWith({
      "bad.cfg": badHaproxy,
      "picture.cfg": Uint8Array.from({ length: 512 }, (_, index) => index % 16),
      "empty/notes.txt": "nothing here\n",
    });
    const ran = await halint(["missing.cfg", "picture.cfg", "empty", "bad.cfg", "no*.cfg", "--format", "json"], {
      cwd,
    });
    expect(ran.code).toBe(2);
    expect(ran.err.trim().split("\n")).toEqual([
      "halint: missing.cfg: does not exist",
      "halint: picture.cfg: is not a text file (or is UTF-16, which neither program reads)",
      "halint: empty: holds no haproxy or keepalived configuration",
      "halint: no*.cfg: matches no file",
    ]);
    const json = JSON.parse(ran.out) as Json;
    expect(json.files.map((file) => file.path)).toEqual(["bad.cfg"]);
    expect(json.summary.error).toBeGreaterThan(0);
  });

  it("is named where it is without permission", async () => {
    const cwd = everybodys({ "haproxy.cfg": goodHaproxy });
    chmodSync(path.join(cwd, "haproxy.cfg"), 0);
    const ran = await asStranger(() => halint(["haproxy.cfg"], { cwd }));
    expect(ran).toMatchObject({ code: 2, err: "halint: haproxy.cfg: may not be read (permission denied)\n" });
  });

  it("is named in a folder too, and the rest of the folder is linted", async () => {
    const cwd = everybodys({
      "w/lb01/haproxy.cfg": badHaproxy,
      "w/lb01/keepalived.conf": keepalived("MASTER", 101),
      "w/lb02/haproxy.cfg": goodHaproxy,
    });
    chmodSync(path.join(cwd, "w/lb01/keepalived.conf"), 0o600);
    chmodSync(path.join(cwd, "w/lb02"), 0o700);
    const ran = await asStranger(() => halint(["w", "--format", "json"], { cwd }));
    expect(ran.code).toBe(2);
    expect(ran.err.trim().split("\n")).toEqual([
      "halint: w/lb02: may not be read (permission denied)",
      "halint: w/lb01/keepalived.conf: may not be read (permission denied)",
    ]);
    const json = JSON.parse(ran.out) as Json;
    expect(json.files.map((file) => file.path)).toEqual(["w/lb01/haproxy.cfg"]);
    expect(json.summary.error).toBeGreaterThan(0);
  });

  it("is named once where nothing else is in the folder", async () => {
    const cwd = everybodys({ "lb01/haproxy.cfg": goodHaproxy });
    chmodSync(path.join(cwd, "lb01"), 0o700);
    const ran = await asStranger(() => halint(["lb01"], { cwd }));
    expect(ran).toMatchObject({ code: 2, err: "halint: lb01: may not be read (permission denied)\n" });
  });

  it("is passed over in a folder where it is no configuration: folders, pictures, an editor's locks", async () => {
    const picture = Uint8Array.from({ length: 512 }, (_, index) => index % 16);
    const cwd = folderWith({ "haproxy.cfg": goodHaproxy, "picture.cfg": picture, "more.conf/notes.txt": "" });
    symlinkSync("more.conf", path.join(cwd, "linked.conf"));
    symlinkSync("somebody@somewhere:1", path.join(cwd, ".#haproxy.cfg"));
    expect(await halint(["."], { cwd })).toMatchObject({ code: 0, err: "" });
    writeFileSync(path.join(cwd, "keepalived.conf"), picture);
    symlinkSync("gone/haproxy.cfg", path.join(cwd, "other.cfg"));
    expect(await halint(["."], { cwd })).toMatchObject({
      code: 2,
      err: [
        "halint: keepalived.conf: is not a text file (or is UTF-16, which neither program reads)\n",
        "halint: other.cfg: is a link to nothing\n",
      ].join(""),
    });
  });

  it("survives any bytes", async () => {
    const cwd = folderWith({ "a.cfg": Uint8Array.of(0xff, 0xfe, 0x00), "b.cfg": "", "c.conf": "{{{{\n}}" });
    const ran = await halint(["a.cfg", "b.cfg", "c.conf", "--format", "json"], { cwd });
    expect([0, 1]).toContain(ran.code);
    expect((JSON.parse(ran.out) as Json).files).toHaveLength(3);
  });
});

describe("inputs", () => {
  it("reads standard input under a name", async () => {
    const ran = await halint(["-", "--stdin-filename", "lb01/haproxy.cfg", "--format", "json"], { stdin: badHaproxy });
    const json = JSON.parse(ran.out) as Json;
    expect(json.files).toEqual([{ path: "lb01/haproxy.cfg", language: "haproxy", node: "lb01" }]);
    expect(json.diagnostics[0]).toMatchObject({ path: "lb01/haproxy.cfg", range: { start: { line: 12 } } });
  });

  it("searches folders and globs, and reads a file once", async () => {
    const cwd = folderWith({
      "lb01/haproxy.cfg": goodHaproxy,
      "lb01/keepalived.conf": keepalived("MASTER", 101),
      "lb02/haproxy.cfg": goodHaproxy,
      "lb02/nginx.conf": "events { }\n",
    });
    const ran = await halint([".", "lb*/haproxy.cfg", "./lb01/haproxy.cfg", "--format", "json"], { cwd });
    expect((JSON.parse(ran.out) as Json).files).toEqual([
      { path: "lb01/haproxy.cfg", language: "haproxy", node: "lb01" },
      { path: "lb01/keepalived.conf", language: "keepalived", node: "lb01" },
      { path: "lb02/haproxy.cfg", language: "haproxy", node: "lb02" },
    ]);
  });

  it("takes nodes by name", async () => {
    const cwd = folderWith({ "a.conf": keepalived("MASTER", 101), "b.conf": keepalived("MASTER", 100) });
    const ran = await halint(["--node", "left=a.conf", "--node", "right=b.conf", "--format", "json"], { cwd });
    const json = JSON.parse(ran.out) as Json;
    expect(json.files.map(({ node }) => node)).toEqual(["left", "right"]);
    expect(json.diagnostics.map(({ rule }) => rule)).toContain("cluster/several-initial-masters");
  });
});

describe("choosing", () => {
  it("changes severities and switches rules off", async () => {
    const cwd = folderWith({ "a.conf": keepalived("MASTER", 101), "b.conf": keepalived("MASTER", 100) });
    const rule = "cluster/several-initial-masters";
    const of = async (...more: string[]) => {
      const json = JSON.parse((await halint(["a.conf", "b.conf", "--format", "json", ...more], { cwd })).out) as Json;
      return json.diagnostics.filter((diagnostic) => diagnostic.rule === rule).map(({ severity }) => severity);
    };
    expect(await of()).toEqual(["error"]);
    expect(await of("--rule", `${rule}=info`)).toEqual(["info"]);
    expect(await of("--rule", `${rule}=off`)).toEqual([]);
  });

  it("--quiet keeps errors, --max-findings cuts the list and not the summary", async () => {
    const cwd = folderWith({ "haproxy.cfg": `${badHaproxy}    bnd x\n    bnd y\n` });
    const quiet = JSON.parse((await halint(["haproxy.cfg", "--quiet", "--format", "json"], { cwd })).out) as Json;
    expect(new Set(quiet.diagnostics.map(({ severity }) => severity))).toEqual(new Set(["error"]));
    const one = JSON.parse(
      (await halint(["haproxy.cfg", "--quiet", "--max-findings", "1", "--format", "json"], { cwd })).out,
    ) as Json;
    expect(one.diagnostics).toHaveLength(1);
    expect(one.summary.error).toBe(quiet.diagnostics.length);
  });
});

describe("--fix", () => {
  const spaced = goodHaproxy.replace("    mode http", "\u00a0\u00a0mode\u00a0http");

  it("follows links to folders elsewhere, and none that leads back", async () => {
    const cwd = folderWith({ "real/lb01/haproxy.cfg": badHaproxy, "real/lb02/haproxy.cfg": goodHaproxy });
    mkdirSync(path.join(cwd, "site/current"), { recursive: true });
    for (const [name, target] of Object.entries({
      lb01: "../real/lb01",
      lb02: "../real/lb02",
      again: "current",
      up: "..",
    }))
      symlinkSync(target, path.join(cwd, "site", name));
    const { out } = await halint(["site", "--format", "json", "--no-config"], { cwd });
    expect((JSON.parse(out) as { files: { path: string }[] }).files.map((file) => file.path)).toEqual([
      "site/lb01/haproxy.cfg",
      "site/lb02/haproxy.cfg",
    ]);
  });

  it("says that it does not know a version", async () => {
    const cwd = folderWith({ "haproxy.cfg": goodHaproxy });
    const run = (version: string) => halint(["haproxy.cfg", "--no-config", "--haproxy-version", version], { cwd });
    expect((await run("9.9")).err).toBe(
      "halint: haproxy 9.9: only 2.4 to 3.4 are known, and what is said may be wrong\n",
    );
    expect((await run("3.0.11")).err).toBe("");
  });

  it("writes the fixed text, keeps mode and symbolic links, and is quiet the second time", async () => {
    const cwd = folderWith({ "real/haproxy.cfg": spaced });
    const real = path.join(cwd, "real/haproxy.cfg");
    chmodSync(real, 0o640);
    mkdirSync(path.join(cwd, "lb01"));
    symlinkSync("../real/haproxy.cfg", path.join(cwd, "lb01/haproxy.cfg"));
    const ran = await halint(["lb01/haproxy.cfg", "--fix"], { cwd });
    expect(ran.code).toBe(0);
    expect(readFileSync(real, "utf8")).toBe(goodHaproxy.replace("    mode http", "  mode http"));
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(lstatSync(path.join(cwd, "lb01/haproxy.cfg")).isSymbolicLink()).toBe(true);
    const again = await halint(["lb01/haproxy.cfg", "--fix"], { cwd });
    expect(again.err).toBe("");
  });

  it("says of what it could write only that it is fixed, and reports what is left on the disk", async () => {
    const cwd = everybodys({ "w1/haproxy.cfg": spaced, "w2/haproxy.cfg": spaced });
    giveToStranger(path.join(cwd, "w2"), path.join(cwd, "w2/haproxy.cfg"));
    chmodSync(path.join(cwd, "w1"), 0o555);
    const ran = await asStranger(() => halint(["w1", "w2", "--fix", "--format", "json"], { cwd }));
    chmodSync(path.join(cwd, "w1"), 0o755);
    expect(ran.code).toBe(2);
    expect(ran.err).toBe(
      "halint: w1/haproxy.cfg: may not be written (permission denied)\nhalint: fixed 1 in w2/haproxy.cfg\n",
    );
    const { diagnostics } = JSON.parse(ran.out) as Json;
    expect(diagnostics.filter(({ rule }) => rule.startsWith("parse/"))).toMatchObject([{ path: "w1/haproxy.cfg" }]);
  });

  it("--diff prints and writes nothing", async () => {
    const cwd = folderWith({ "haproxy.cfg": spaced });
    const ran = await halint(["haproxy.cfg", "--diff"], { cwd });
    expect(ran.out).toContain("-\u00b7\u00b7mode\u00b7http\n+  mode http\n");
    expect(readFileSync(path.join(cwd, "haproxy.cfg"), "utf8")).toBe(spaced);
  });

  it("fixes across files", async () => {
    const cwd = folderWith({ "lb01.conf": keepalived("MASTER", 101), "lb02.conf": keepalived("MASTER", 100) });
    await halint(["lb01.conf", "lb02.conf", "--fix"], { cwd });
    expect(readFileSync(path.join(cwd, "lb01.conf"), "utf8")).toContain("state MASTER");
    expect(readFileSync(path.join(cwd, "lb02.conf"), "utf8")).toContain("state BACKUP");
  });
});
