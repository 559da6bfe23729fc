import { describe, expect, it } from "vitest";
import { nodeFinder } from "../../src/config/node-files.ts";
import type { ConfiguredNode } from "../../src/config/settings.ts";

const node = (name: string, ...files: string[]): ConfiguredNode => ({
  cluster: "web",
  name,
  files,
  targets: {},
  addresses: {},
});

describe("the node of a file", () => {
  it.each([
    ["a file", "lb01/haproxy.cfg", "lb01/haproxy.cfg", true],
    ["a file of a longer name", "lb01/haproxy.cfg", "lb01/haproxy.cfg.bak", false],
    ["a folder", "lb01", "lb01/conf.d/a.cfg", true],
    ["a folder with a slash", "lb01/", "lb01/haproxy.cfg", true],
    ["a folder beside halint.yaml, not at any depth", "lb01/", "old/lb01/haproxy.cfg", false],
    ["a name beside halint.yaml, not at any depth", "lb01.cfg", "old/lb01.cfg", false],
    ["a path with a leading dot", "./lb01/", "lb01/haproxy.cfg", true],
    ["halint.yaml's own folder", ".", "conf.d/haproxy.cfg", true],
    ["a folder above", ".", "../haproxy.cfg", false],
    ["a folder above that is named", "../shared", "../shared/haproxy.cfg", true],
    ["a glob", "lb0?/*.cfg", "lb01/haproxy.cfg", true],
    ["a glob that stops at a folder", "lb01/*.cfg", "lb01/old/haproxy.cfg", false],
    ["a glob of any depth", "**/lb01/*.{cfg,conf}", "site/a/lb01/haproxy.cfg", true],
  ])("%s: %s holds %s: %s", (_, pattern, path, expected) => {
    expect(nodeFinder([node("lb01", pattern)])(path).map(({ name }) => name)).toEqual(expected ? ["lb01"] : []);
  });

  it("are several where several claim it, in the order of the file", () => {
    const nodes = [node("any", "lb01/*.cfg"), node("exact", "lb01/haproxy.cfg"), node("folder", "lb01", "lb01/")];
    const named = (path: string) => nodeFinder(nodes)(path).map(({ name }) => name);
    expect(named("lb01/haproxy.cfg")).toEqual(["any", "exact", "folder"]);
    expect(named("lb01/keepalived.conf")).toEqual(["folder"]);
  });
});
