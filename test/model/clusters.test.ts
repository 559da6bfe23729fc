import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Workspace } from "../../src/model/cluster.ts";
import type { Document } from "../../src/model/document.ts";
import { detectLanguage } from "../../src/model/language.ts";
import { buildWorkspace } from "../../src/model/workspace.ts";
import { parseHaproxy } from "../../src/parser/haproxy/parse.ts";
import { parseKeepalived } from "../../src/parser/keepalived/parse.ts";
import { createSource, decodeBytes } from "../../src/text/source.ts";

const parsers = {
  keepalived: (path: string, text: string) => ({
    language: "keepalived" as const,
    source: createSource(path, text),
    ...parseKeepalived(text),
  }),
  haproxy: (path: string, text: string) => ({
    language: "haproxy" as const,
    source: createSource(path, text),
    ...parseHaproxy(text),
  }),
};
const files = { read: () => ({ error: "missing" as const }), glob: () => [] };

function workspace(texts: Readonly<Record<string, string>>, options = {}): Workspace {
  const inputs = Object.entries(texts).map(([path, text]): { document: Document } => {
    const language = detectLanguage(path, text) ?? "keepalived";
    return { document: language === "haproxy" ? parsers.haproxy(path, text) : parsers.keepalived(path, text) };
  });
  return buildWorkspace(inputs, { files, parsers }, options);
}

const shape = (texts: Readonly<Record<string, string>>, options = {}) =>
  workspace(texts, options).clusters.map(
    (cluster) => `${cluster.name}: ${cluster.nodes.map((node) => node.name).join(" ")}`,
  );
const routers = (texts: Readonly<Record<string, string>>) =>
  workspace(texts).clusters.flatMap((cluster) =>
    cluster.routers.map(
      (router) =>
        `${router.members.map((one) => `${one.node.name}/${one.instance.name}`).join(" ")} by ${router.evidence}`,
    ),
  );

function instance(name: string, id: number, address: string, more = ""): string {
  return `vrrp_instance ${name} {\n interface eth0\n virtual_router_id ${id}\n ${more}\n virtual_ipaddress {\n ${address}\n }\n}\n`;
}
const haproxy = "frontend web\n bind *:80\n default_backend app\nbackend app\n server a 192.0.2.10:80 check\n";

describe("nodes", () => {
  it("are found by stem, folder and the programs' names", () => {
    const nodes = (...paths: string[]) =>
      workspace(
        Object.fromEntries(
          paths.map((path, at) => [path, path.endsWith(".cfg") ? haproxy : instance("A", at + 1, `10.${at}.0.1`)]),
        ),
      )
        .clusters.flatMap((cluster) => cluster.nodes)
        .map((node) => `${node.name}=${node.documents.map((one) => one.source.path).join(",")}`);
    expect(nodes("lb01.conf", "lb02.conf", "lb01.cfg", "lb02.cfg")).toEqual([
      "lb01=lb01.conf,lb01.cfg",
      "lb02=lb02.conf,lb02.cfg",
    ]);
    expect(nodes("lb01/keepalived.conf", "lb01/haproxy.cfg", "lb02/keepalived.conf")).toEqual([
      "lb01=lb01/keepalived.conf,lb01/haproxy.cfg",
      "lb02=lb02/keepalived.conf",
    ]);
    expect(nodes("keepalived-a.conf", "keepalived-b.conf", "haproxy-a.cfg")).toEqual([
      "a=keepalived-a.conf,haproxy-a.cfg",
      "b=keepalived-b.conf",
    ]);
    expect(nodes("x/lb/keepalived.conf", "y/lb/keepalived.conf")).toEqual([
      "x/lb=x/lb/keepalived.conf",
      "y/lb=y/lb/keepalived.conf",
    ]);
    expect(nodes("etc/keepalived.conf", "etc/ha.cfg")).toEqual(["etc=etc/keepalived.conf,etc/ha.cfg"]);
    expect(nodes("keepalived.conf", "haproxy.cfg")).toHaveLength(1);
    expect(nodes("keepalived.conf.lb01", "keepalived.conf.lb02")).toHaveLength(2);
  });

  it("are not told apart by folders that every node has", () => {
    const nodes = (...paths: string[]) =>
      workspace(
        Object.fromEntries(paths.map((path) => [path, path.endsWith(".cfg") ? haproxy : instance("A", 1, "10.0.0.1")])),
      )
        .clusters.flatMap((cluster) => cluster.nodes)
        .map((node) => `${node.name}=${node.documents.map((one) => one.source.path).join(",")}`);
    const ofHost = (host: string) => [`${host}etc/keepalived/keepalived.conf`, `${host}etc/haproxy/haproxy.cfg`];
    expect(nodes(...ofHost("lb01/"), ...ofHost("lb02/"))).toEqual([
      `lb01=${ofHost("lb01/").join(",")}`,
      `lb02=${ofHost("lb02/").join(",")}`,
    ]);
    expect(nodes(...ofHost("/"))).toEqual([`etc=${ofHost("/").join(",")}`]);
    expect(nodes("keepalived/keepalived.conf", "haproxy/haproxy.cfg")).toHaveLength(1);
    expect(nodes("keepalived/lb01/keepalived.conf", "haproxy/lb01/haproxy.cfg", "haproxy/lb02/haproxy.cfg")).toEqual([
      "lb01=keepalived/lb01/keepalived.conf,haproxy/lb01/haproxy.cfg",
      "lb02=haproxy/lb02/haproxy.cfg",
    ]);
    expect(nodes("keepalived/a.conf", "keepalived/b.conf", "haproxy/a.cfg", "haproxy/b.cfg")).toEqual([
      "a=keepalived/a.conf,haproxy/a.cfg",
      "b=keepalived/b.conf,haproxy/b.cfg",
    ]);
    expect(nodes("lb/keepalived.conf", "lb/keepalived/keepalived.conf")).toHaveLength(2);
    expect(nodes("haproxy-demo.cfg", "demo/haproxy/haproxy.cfg")).toHaveLength(2);
    expect(nodes("lb01.conf", "lb01/haproxy.cfg")).toHaveLength(1);
    expect(nodes("conf/keepalived.conf", "conf/haproxy.cfg")).toEqual(["conf=conf/keepalived.conf,conf/haproxy.cfg"]);
  });
});

describe("pieces of a haproxy.cfg", () => {
  const app = "backend app\n server a 192.0.2.10:80 check\n";
  const web = "frontend web\n bind *:80\n default_backend app\n";
  const filesOf = (texts: Readonly<Record<string, string>>) =>
    workspace(texts)
      .clusters.flatMap((cluster) => cluster.nodes)
      .map((node) => `${node.name}=${node.documents.map((one) => one.source.path).join(",")}`);

  it("are one node's, behind the file that they belong to", () => {
    const texts = {
      "lb01/etc/haproxy/conf.d/20-app.cfg": app,
      "lb01/etc/haproxy/conf.d/10-web.cfg": web,
      "lb01/etc/haproxy/haproxy.cfg": "global\n maxconn 100\n",
      "lb01/etc/keepalived/keepalived.conf": instance("VI_1", 51, "10.0.0.1/24"),
    };
    const [node, ...more] = workspace(texts).clusters.flatMap((cluster) => cluster.nodes);
    expect(more).toEqual([]);
    expect(node?.name).toBe("lb01");
    expect(node?.haproxyFiles.map(({ source }) => source.path)).toEqual([
      "lb01/etc/haproxy/haproxy.cfg",
      "lb01/etc/haproxy/conf.d/10-web.cfg",
      "lb01/etc/haproxy/conf.d/20-app.cfg",
    ]);
    expect(filesOf({ "conf.d/1.cfg": web, "conf.d/2.cfg": app })).toHaveLength(1);
  });

  it("are configs of their own where they define the same", () => {
    expect(filesOf({ "sites.d/a.cfg": web + app, "sites.d/b.cfg": web + app })).toHaveLength(2);
  });
});

describe("files that others include", () => {
  const vip = instance("VI_1", 51, "10.0.0.1/24");
  const whole = "include conf.d/vi.conf\n";

  it("are parts of those, not nodes", () => {
    expect(
      shape({
        "lb01/conf.d/vi.conf": vip,
        "lb01/keepalived.conf": whole,
        "lb02/keepalived.conf": whole,
        "lb02/conf.d/vi.conf": vip,
      }),
    ).toEqual([expect.stringMatching(/: lb01 lb02$/)]);
  });

  it("are read as they were given", () => {
    const [cluster] = workspace({ "a/keepalived.conf": whole, "a/conf.d/vi.conf": vip }).clusters;
    expect(cluster?.nodes.map((node) => node.keepalived?.instances.map(({ name }) => name))).toEqual([["VI_1"]]);
  });

  it("are one node where they include each other", () => {
    expect(shape({ "a.conf": `include b.conf\n${vip}`, "b.conf": "include a.conf\n" })).toEqual(["a: a"]);
  });
});

describe("clusters", () => {
  it("are found by addresses, and several in one folder are told apart", () => {
    expect(
      shape({ "c/lb01.conf": instance("VI_1", 51, "10.0.0.1/24"), "c/lb02.conf": instance("VI_1", 51, "10.0.0.1/24") }),
    ).toEqual(["c: lb01 lb02"]);
    expect(
      shape({
        "a1.conf": instance("VI_1", 51, "10.0.0.1"),
        "b1.conf": instance("VI_1", 51, "10.1.0.1"),
        "a2.conf": instance("VI_1", 51, "10.0.0.1"),
        "b2.conf": instance("VI_1", 51, "10.1.0.1"),
      }),
    ).toEqual(["a1+a2: a1 a2", "b1+b2: b1 b2"]);
    expect(shape({ "a.conf": instance("A", 1, "10.0.0.1"), "b.conf": instance("B", 2, "10.9.0.1") })).toEqual([
      "a: a",
      "b: b",
    ]);
  });

  it("are found where each node has a folder of its own, however deep", () => {
    const vip = instance("VI_1", 51, "10.0.0.1/24");
    for (const inside of ["keepalived", "etc/keepalived", "conf", "rootfs/etc/keepalived"]) {
      const files = { [`lb01/${inside}/keepalived.conf`]: vip, [`lb02/${inside}/keepalived.conf`]: vip };
      expect(shape(files)[0]).toMatch(/: lb01 lb02$/);
    }
  });

  it("do not join copies of a cluster", () => {
    const one = instance("VI_1", 51, "10.0.0.1");
    expect(
      shape({ "prod/lb01.conf": one, "prod/lb02.conf": one, "test/lb01.conf": one, "test/lb02.conf": one }),
    ).toEqual(["prod: prod/lb01 prod/lb02", "test: test/lb01 test/lb02"]);
  });

  it("see a mismatch where nodes only look like each other", () => {
    expect(
      shape({ "a.conf": instance("VI_1", 51, "10.0.0.1"), "b.conf": instance("VI_1", 51, "10.0.0.2") }),
    ).toHaveLength(1);
    expect(
      shape({ "a.conf": instance("VI_1", 51, "10.0.0.1"), "b.conf": instance("VI_1", 52, "10.0.0.2") }),
    ).toHaveLength(1);
    const peers = (me: string, other: string) => `unicast_src_ip ${me}\n unicast_peer {\n ${other}\n }`;
    expect(
      shape({
        "a.conf": instance("A", 1, "10.0.0.1", peers("192.0.2.1", "192.0.2.2")),
        "b.conf": instance("B", 2, "10.5.0.1", peers("192.0.2.2", "192.0.2.1")),
      }),
    ).toHaveLength(1);
  });

  it("can be said", () => {
    expect(
      shape(
        { "a.conf": instance("A", 1, "10.0.0.1"), "b.conf": instance("B", 2, "10.9.0.1") },
        { clusters: [{ name: "edge", nodes: ["a", "b"] }] },
      ),
    ).toEqual(["edge: a b"]);
  });

  // A node of each of two data centres.
  const strangers = new Set(["pqarmitage__keepalived-devel-tools__7"]);
  const corpus = join(import.meta.dirname, "../../../shared/corpus/clusters");
  it.skipIf(!existsSync(corpus))("are found in real ones, alone and all at once", () => {
    const all: Record<string, string> = {};
    const wrong: string[] = [];
    let seen = 0;
    for (const name of readdirSync(corpus)) {
      const folder = join(corpus, name);
      if (!statSync(folder).isDirectory() || strangers.has(name)) continue;
      const texts: Record<string, string> = {};
      for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!/\.(conf|cfg)$/.test(path)) continue;
        texts[join(name, path)] = decodeBytes(readFileSync(join(folder, path)));
      }
      const found = shape(texts);
      seen++;
      if (found.length !== 1) wrong.push(`${name}: ${found.join(" | ")}`);
      Object.assign(all, texts);
    }
    const together = shape(all);
    expect(wrong).toEqual([]);
    // A name that recurs under other folders may part a pair that only weak evidence holds together.
    expect(Math.abs(together.length - seen)).toBeLessThan(4);
  });
});

describe("two nodes alone", () => {
  const node = (name: string, group: string, address: string) =>
    `global_defs {\n  vrrp_mcast_group4 ${group}\n}\n${instance(name, 51, address)}`;

  it("are a cluster where only the router id is shared", () => {
    expect(
      shape({ "a.conf": node("X", "224.0.0.18", "10.1.0.1/16"), "b.conf": node("Y", "224.0.0.18", "10.2.0.1/16") }),
    ).toHaveLength(1);
  });

  it("are strangers where names, networks and multicast groups differ as well", () => {
    expect(
      shape({ "a.conf": node("X", "224.0.0.130", "10.1.0.1/16"), "b.conf": node("Y", "224.0.0.131", "10.2.0.1/16") }),
    ).toHaveLength(2);
  });
});

describe("virtual routers", () => {
  it("are matched by the strongest evidence", () => {
    expect(routers({ "a.conf": instance("X", 51, "10.0.0.1"), "b.conf": instance("Y", 51, "10.0.0.1") })).toEqual([
      "a/X b/Y by router-id-and-address",
    ]);
    expect(routers({ "a.conf": instance("X", 51, "10.0.0.1"), "b.conf": instance("X", 52, "10.0.0.1") })).toEqual([
      "a/X b/X by address",
    ]);
    expect(routers({ "a.conf": instance("X", 51, "10.0.0.1"), "b.conf": instance("Y", 51, "10.0.0.2") })).toEqual([
      "a/X b/Y by router-id",
    ]);
    expect(routers({ "a.conf": instance("X", 51, "10.0.0.1"), "b.conf": instance("X", 52, "10.0.0.2") })).toEqual([
      "a/X b/X by name",
    ]);
  });

  it("cross in an active/active pair", () => {
    expect(
      routers({
        "a.conf": instance("VI_1", 51, "10.0.0.1") + instance("VI_2", 52, "10.0.0.2"),
        "b.conf": instance("VI_1", 52, "10.0.0.2") + instance("VI_2", 51, "10.0.0.1"),
      }),
    ).toEqual(["a/VI_1 b/VI_2 by router-id-and-address", "a/VI_2 b/VI_1 by router-id-and-address"]);
  });
});
