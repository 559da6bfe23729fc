import { describe, expect, test } from "vitest";
import { haproxyTable } from "../../src/schema/haproxy.ts";
import { keepalivedTable } from "../../src/schema/keepalived.ts";
import { tableOf } from "./small-table.ts";

const table = tableOf(`
context: [defaults, listen]
entries:
  - { keyword: mode, syntax: "{ tcp | http }", repeat: last, help: How it talks., accept: ["mode http"] }
  - { keyword: maxconn, in: [global, listen], syntax: "<int 1..>", prefix: [no], since: "2.4", help: "How many: at most." }
  - { keyword: description, syntax: null, help: Words. }
  - { keyword: set-var, in: [action], call: "<name: variable>", syntax: "<expression>", help: h }
  - { keyword: track-sc#, in: [action], syntax: "<expression>", help: Follows. }
  - { keyword: sc#_get, in: [fetch], help: h }
`);

describe("a table", () => {
  test("finds entries by context and keyword", () => {
    expect(table.find("listen", "mode")?.keyword).toBe("mode");
    expect(table.find("global", "mode")).toBeUndefined();
    expect(table.find("nowhere", "mode")).toBeUndefined();
    expect(table.find("listen", "constructor")).toBeUndefined();
  });

  test("decodes an entry's fields", () => {
    expect(table.find("listen", "maxconn")).toEqual({
      keyword: "maxconn",
      contexts: ["global", "listen"],
      syntax: { kind: "hole", type: "int", label: "int", min: "1" },
      repeat: "last",
      prefixes: ["no"],
      since: "2.4",
    });
    expect(table.find("defaults", "description")?.syntax).toBeNull();
  });

  test("gives the same object each time", () => {
    expect(table.find("listen", "mode")).toBe(table.find("defaults", "mode"));
  });

  test.each([
    ["action", "set-var(txn.x)", "set-var"],
    ["action", "track-sc0", "track-sc#"],
    ["action", "track-sc12", "track-sc#"],
    ["fetch", "sc3_get", "sc#_get"],
    ["fetch", "sc3_get(t)", "sc#_get"],
  ])("in %s, %s is %s", (context, word, keyword) => {
    expect(table.find(context, word)?.keyword).toBe(keyword);
  });

  test("knows where a keyword belongs, in the order of the grammar, and what is in a context", () => {
    expect(table.contextsOf("mode")).toEqual(["defaults", "listen"]);
    expect(table.contextsOf("nothing")).toEqual([]);
    expect(table.entries("listen").map(({ keyword }) => keyword)).toEqual(["mode", "maxconn", "description"]);
  });

  test("names the nearest keyword", () => {
    expect(table.nearest("listen", "maxcon")).toBe("maxconn");
    expect(table.nearest("action", "set-vat(txn.x)")).toBe("set-var");
    expect(table.nearest("listen", "frobnicate")).toBeUndefined();
  });

  test("has a line of help", () => {
    expect(table.help("global", "maxconn")).toBe("How many: at most.");
    expect(table.help("action", "track-sc1")).toBe("Follows.");
    expect(table.help("global", "nothing")).toBeUndefined();
  });
});

describe("the languages' tables", () => {
  test.each([
    [haproxyTable, "listen", "server"],
    [haproxyTable, "section", "frontend"],
    [haproxyTable, "fetch", "req.hdr"],
    [keepalivedTable, "/", "vrrp_instance"],
    [keepalivedTable, "vrrp_instance", "virtual_router_id"],
  ])("have the keywords that every file has", (language, context, keyword) => {
    expect(language.find(context, keyword)?.keyword).toBe(keyword);
    expect(language.help(context, keyword)).toMatch(/\w/);
  });
});
