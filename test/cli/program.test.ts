import path from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { commands } from "../../src/cli/program.ts";
import { registry } from "../../src/lint/generated/registry.ts";
import { renderers } from "../../src/report/renderers.ts";
import { halint } from "./in-process.ts";

describe("help", () => {
  it("is printed with examples", async () => {
    const { code, out } = await halint(["--help"]);
    expect(code).toBe(0);
    expect(out).toContain("halint --fix lb01/ lb02/");
    for (const name of Object.keys(commands)) expect(out).toContain(name);
  });

  it.each(Object.keys(commands))("of %s names the common options", async (name) => {
    const { code, out } = await halint([name, "--help"]);
    expect(code).toBe(0);
    for (const option of [
      "--config",
      "--no-config",
      "--node",
      "--haproxy-version",
      "--keepalived-version",
      "--format",
    ]) {
      expect(out).toContain(option);
    }
    for (const option of ["--fail-on", "--rule", "--color", "--stdin-filename"]) expect(out).toContain(option);
  });

  it("of a command that is asked for with the word help", async () => {
    expect(await halint(["help", "fmt"])).toEqual(await halint(["fmt", "--help"]));
    expect((await halint(["help", "nothing"])).out).toBe((await halint(["--help"])).out);
  });

  it("names each format that lint prints", async () => {
    expect((await halint(["lint", "--help"])).out.replace(/\s+/g, " ")).toContain(
      `${[...renderers.keys()].join(", ")} (default`,
    );
  });

  it("fits 120 columns", async () => {
    const { out } = await halint(["--help"]);
    expect(out.split("\n").filter((line) => line.length > 120)).toEqual([]);
  });
});

it("--version", async () => {
  expect(await halint(["--version"])).toEqual({ code: 0, out: `halint ${manifest.version}\n`, err: "" });
});

describe("rules and explain", () => {
  it("list every rule as JSON", async () => {
    const { out } = await halint(["rules", "--format", "json"]);
    const { rules } = JSON.parse(out) as { rules: readonly Record<string, string>[] };
    expect(rules.map(({ id }) => id)).toEqual(registry.map(({ id }) => id));
    for (const rule of rules) {
      expect(Object.keys(rule)).toEqual(["id", "severity", "scope", "fix", "summary", "docs"]);
      expect(rule.docs).toBe(`docs/rules/${rule.id}.md`);
    }
  });

  it.each(registry.map(({ id }) => id))("explain %s", async (id) => {
    const { code, out } = await halint(["explain", id]);
    expect(code).toBe(0);
    expect(out.startsWith(`# ${id}\n`)).toBe(true);
  });

  it("explain says which rule was meant", async () => {
    expect(await halint(["explain", "cluster/vrid-mismach"])).toMatchObject({
      code: 2,
      err: "halint: no rule is called 'cluster/vrid-mismach'; did you mean cluster/vrid-mismatch?\n",
    });
  });

  it.each([
    [["explain", "vrid-mismatch"], "no rule is called 'vrid-mismatch'; did you mean cluster/vrid-mismatch?"],
    [["lnt", "lb01"], "there is no command and no file 'lnt'; did you mean halint lint?"],
    [["fmt", "--format", "sarif", "x.cfg"], "--format: expected pretty, found 'sarif'"],
    [["diff", "--format", "compact", "lb01", "lb02"], "--format: expected pretty, json, found 'compact'"],
    [["failover", "--replay", "no/such.json"], `--replay: ${path.resolve("no/such.json")}: does not exist`],
  ])("%j says what is wrong", async (words, message) => {
    expect(await halint(words)).toEqual({ code: 2, out: "", err: `halint: ${message}\n` });
  });
});

describe("ast", () => {
  const text = "vrrp_instance x {\n  authentication {\n    auth_pass hunter22\n  }\n}\n";

  it("prints the tree, with and without spans and secrets", async () => {
    const whole = await halint(["ast", "-"], { stdin: text });
    expect(JSON.parse(whole.out)).toMatchObject({ language: "keepalived", ast: { kind: "KeepalivedFile", start: 0 } });
    expect(whole.out).toContain("hunter22");
    const without = await halint(["ast", "-", "--no-spans", "--redact"], { stdin: text });
    expect(without.out).not.toContain("hunter22");
    expect(without.out).not.toContain('"start"');
  });
});
