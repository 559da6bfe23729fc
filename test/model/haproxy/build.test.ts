import { describe, expect, it } from "vitest";
import type { HaproxyDocument } from "../../../src/model/document.ts";
import { areExclusive, isRead } from "../../../src/model/haproxy/branches.ts";
import { buildHaproxyConfig } from "../../../src/model/haproxy/build.ts";
import type { HaproxyConfig } from "../../../src/model/haproxy/config.ts";
import { isDisabled } from "../../../src/model/haproxy/proxies.ts";
import { parseHaproxy } from "../../../src/parser/haproxy/parse.ts";
import { createSource } from "../../../src/text/source.ts";

function build(...texts: readonly string[]): HaproxyConfig {
  return buildHaproxyConfig(
    texts.map(
      (text, index): HaproxyDocument => ({
        language: "haproxy",
        source: createSource(`${index}.cfg`, text),
        ...parseHaproxy(text),
      }),
    ),
  );
}

const unresolved = (config: HaproxyConfig) =>
  config.references
    .filter((reference) => config.resolve(reference).length === 0)
    .map(({ kinds, name }) => [...kinds, name]);

describe("proxies", () => {
  it("start from the defaults that they name, or the nearest above, across files", () => {
    const { proxies } = build(
      "defaults base\n mode http\ndefaults\n mode tcp\nfrontend a\nfrontend b from base\n",
      "backend c\ndefaults d from base\nbackend e\n mode tcp\n",
    );
    expect(proxies.map(({ type, name, mode, defaults }) => [type, name, mode, defaults?.name])).toEqual([
      ["defaults", "base", "http", undefined],
      ["defaults", "", "tcp", undefined],
      ["frontend", "a", "tcp", ""],
      ["frontend", "b", "http", "base"],
      ["backend", "c", "tcp", ""],
      ["defaults", "d", "http", "base"],
      ["backend", "e", "tcp", "d"],
    ]);
  });

  it("are disabled by their own word or that of their defaults", () => {
    const { proxies } = build("defaults\n disabled\nbackend a\nbackend b\n enabled\n");
    expect(proxies.map(isDisabled)).toEqual([true, true, false]);
  });
});

describe("references", () => {
  it.each([
    ["frontend f\n use_backend b if TRUE\n", [["proxy", "b"]]],
    ["frontend f\n use_backend %[path]\n", []],
    ['frontend f\n use_backend "$B"\n', []],
    ["listen l\n default_backend l\n", []],
    ["frontend f\n default_backend f\n", [["proxy", "f"]]],
    [
      "frontend f\n http-request deny if a !METH_GET or { nbsrv(x) eq 0 }\n",
      [
        ["acl", "a"],
        ["proxy", "x"],
      ],
    ],
    [
      "frontend f\n http-request deny if { acl(a,!b) }\n",
      [
        ["acl", "a"],
        ["acl", "b"],
      ],
    ],
    ["frontend f\n http-request set-header X %[req.hdr(a),table_conn_rate(t)]\n", [["table", "t"]]],
    ["frontend f\n log-format %[srv_conn(b/s)]\n", [["server", "s"]]],
    [
      "backend b\n server s 1.1.1.1:80 track s2 resolvers r\n",
      [
        ["server", "s2"],
        ["resolvers", "r"],
      ],
    ],
    [
      "backend b\n server-template s 2-4 1.1.1.1:80\n use-server s2 if TRUE\n use-server s5 if TRUE\n",
      [["server", "s5"]],
    ],
    ["backend b\n stick on src\n", [["table", "b"]]],
    [
      "backend b\n http-request track-sc0 src\n http-request deny if { src_conn_rate gt 1 }\n stick-table type ip size 1k store conn_rate(1s)\n",
      [],
    ],
    ["frontend f\n http-request track-sc0 src table p/t\npeers p\n table t type ip size 1k\n", []],
    [
      "userlist u\n user a password x groups g,h\n group g users a,b\n",
      [
        ["group", "h"],
        ["user", "b"],
      ],
    ],
    [
      "frontend f\n acl a http_auth(u)\n http-request cache-use c\n log ring@r local0\n",
      [
        ["userlist", "u"],
        ["cache", "c"],
        ["ring", "r"],
      ],
    ],
    ["backend b from d\n", [["defaults", "d"]]],
  ])("of %j that mean nothing", (text, expected) => {
    expect(unresolved(build(text))).toEqual(expected);
  });

  it("find what another file of the node defines, and ACLs only in their own section", () => {
    const config = build("frontend f\n acl a path /\n default_backend b\n", "backend b\n http-request deny if a\n");
    expect(unresolved(config)).toEqual([["acl", "a"]]);
    const [reference] = config.references;
    expect(reference && config.resolve(reference)[0]?.place.path).toBe("1.cfg");
  });

  it("point at the name, not at the marks before it", () => {
    const text = "frontend f\n http-request deny if !!first { acl(!second) }\n";
    const named = build(text).references.map(({ place }) => text.slice(place.span.start, place.span.end));
    expect(named).toEqual(["first", "second"]);
  });
});

describe(".if branches", () => {
  const branchOf = (predicate: string) => {
    const { ast } = parseHaproxy(`global\n.if ${predicate}\n daemon\n.else\n quiet\n.endif\n`);
    return ast.sections[0]?.body.flatMap((item) => (item.kind === "Generic" ? [item.branch] : [])) ?? [];
  };

  it.each([
    ["1", "2.4", true, false],
    ["", "2.4", false, true],
    ["version_atleast(2.6)", "2.8", true, false],
    ["version_atleast(3.0)", "2.8", false, true],
    ["version_atleast(2.8.3)", "2.8", undefined, undefined],
    ["version_before(3.0)", "2.8", true, false],
    ["defined(X)", "2.8", undefined, undefined],
    ["streq(a,a) && !streq(a,b)", "2.8", true, false],
    ["0 && defined(X)", "2.8", false, true],
    ["strstr(abc,b) || defined(X)", "2.8", true, false],
    ['streq("$A",b)', "2.8", undefined, undefined],
  ])("%s at %s", (predicate, haproxy, first, second) => {
    const [yes, no] = branchOf(predicate);
    expect([isRead(yes, { haproxy }), isRead(no, { haproxy })]).toEqual([first, second]);
    expect(areExclusive(yes, no)).toBe(true);
    expect(areExclusive(yes, undefined)).toBe(false);
  });
});
