import { describe, expect, it } from "vitest";
import { findConfig } from "../../src/config/find.ts";
import { matchesPath } from "../../src/config/path-pattern.ts";
import { readConfig } from "../../src/config/read.ts";
import { settingsOf } from "../../src/config/settings.ts";
import { registry } from "../../src/lint/generated/registry.ts";

function problems(text: string): readonly string[] {
  const result = readConfig(text, registry);
  return "problems" in result ? result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
}

function settings(text: string) {
  const result = readConfig(text, registry);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return settingsOf(result.config);
}

describe("mistakes are reported at their place", () => {
  it.each([
    ["clutsers: {}\n", ["1:1 unknown key 'clutsers'; did you mean 'clusters'?"]],
    [
      "clusters:\n  web:\n    nodes:\n      lb02:\n        files: [a]\n        adresses: {}\n",
      ["6:9 unknown key 'adresses'; did you mean 'addresses'?"],
    ],
    [
      "rules:\n  cluster/several-initial-master: off\n",
      ["2:3 unknown key 'cluster/several-initial-master'; did you mean 'cluster/several-initial-masters'?"],
    ],
    [
      "rules:\n  haproxy/server-without-check: wraning\n",
      [
        "2:33 rules.haproxy/server-without-check: expected 'error', 'warning', 'info', 'off', a mapping, found 'wraning'; did you mean 'warning'?",
      ],
    ],
    ["targets:\n  haproxy: 3.0banana\n", ['2:12 targets.haproxy: expected a version such as "3.0"']],
    ["targets:\n  haproxy: new\n", ['2:12 targets.haproxy: expected a version such as "3.0"']],
    ["ignore: vendor\n", ["1:9 ignore: expected a list, found 'vendor'"]],
    ["overrides:\n  - rules: {}\n", ["2:5 missing key 'files'"]],
    ["- a\n", ["1:1 the file: expected a mapping"]],
    ["targets: [a]\n", ["1:10 targets: expected a mapping, found a list"]],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("says where YAML itself is broken", () => {
    expect(problems("rules: [\n")[0]).toMatch(/^\d+:\d+ /);
    expect(problems("a: 1\na: 2\n")[0]).toMatch(/^2:1 .*unique/i);
  });

  it("does not unfold aliases without end", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ...[..."bcdefghi"].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[at]}`).join(",")}]`),
    ];
    expect(problems(`${bomb.join("\n")}\n`)).toHaveLength(1);
  });
});

describe("settings", () => {
  it("an empty file is a config", () => {
    expect(problems("")).toEqual([]);
    expect(problems("# nothing\n")).toEqual([]);
  });

  it("later overrides win, options stay", () => {
    const found = settings(`
rules:
  haproxy/server-without-check: info
overrides:
  - files: ["staging/**"]
    rules: { haproxy/server-without-check: off }
  - files: ["staging/lb01.cfg"]
    rules: { haproxy/server-without-check: error }
`);
    const severity = (path: string) => found.setting("haproxy/server-without-check", path)?.severity;
    expect(severity("prod/lb01.cfg")).toBe("info");
    expect(severity("staging/lb02.cfg")).toBe("off");
    expect(severity("staging/lb01.cfg")).toBe("error");
    expect(found.setting("haproxy/bind-conflict", "x")).toBeUndefined();
  });

  it("targets come from the node, its cluster, the file", () => {
    const { nodes } = settings(`
targets: { haproxy: "2.8", keepalived: "2.2.7" }
clusters:
  web:
    targets: { haproxy: 3.0 }
    nodes:
      lb01: lb01/
      lb02: { files: [lb02/haproxy.cfg], targets: { haproxy: "3.2" } }
`);
    expect(nodes.map(({ name, targets }) => [name, targets])).toEqual([
      ["lb01", { haproxy: "3.0", keepalived: "2.2.7" }],
      ["lb02", { haproxy: "3.2", keepalived: "2.2.7" }],
    ]);
  });
});

it.each([
  ["vendor/**", "vendor/a/b.cfg", true],
  ["vendor/**", "src/vendor/b.cfg", false],
  ["*.cfg", "deep/down/a.cfg", true],
  ["/*.cfg", "a.cfg", true],
  ["/*.cfg", "deep/a.cfg", false],
  ["lb0?/", "lb01/haproxy.cfg", true],
  ["**/lb01/*.{cfg,conf}", "x/lb01/a.conf", true],
  ["**/lb01/*.{cfg,conf}", "x/lb01/a.conf.j2", false],
  ["a+b.cfg", "a+b.cfg", true],
])("%s on %s: %s", (pattern, path, expected) => {
  expect(matchesPath(pattern, path)).toBe(expected);
});

it("the config is found upwards", () => {
  const exists = (file: string) => file === "/srv/lb/halint.yaml";
  expect(findConfig("/srv/lb/web/lb01", exists)).toBe("/srv/lb");
  expect(findConfig("/srv/other", exists)).toBeUndefined();
  expect(findConfig("/", exists)).toBeUndefined();
});
