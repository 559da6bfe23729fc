/** Options in sections where they have no effect: haproxy 3.0 warns, 3.4 takes some of them for unknown. */
import { expect, test } from "vitest";
import { findingsOn } from "./haproxy-lines.ts";

const section = "backend web";

test("a frontend's option in a backend is refused since 3.2", () => {
  expect(findingsOn("option dontlognull", { section })).toEqual(["error misplaced-keyword"]);
  expect(findingsOn("option dontlognull", { section, target: "3.0" })).toEqual(["warning misplaced-keyword"]);
});

test("a log format's option in a backend is only ignored", () => {
  expect(findingsOn("option httplog", { section })).toEqual(["warning misplaced-keyword"]);
});

test("a frontend's timeout in a backend is only ignored", () => {
  expect(findingsOn("timeout client 5s", { section })).toEqual(["warning misplaced-keyword"]);
});

test("what only servers take is ignored on a default-server line", () => {
  expect(findingsOn("default-server id 5", { section })).toEqual(["warning misplaced-keyword"]);
  expect(findingsOn("server web1 192.0.2.1:80 id 5", { section })).toEqual([]);
});

test("the statistics page takes no rules from defaults", () => {
  expect(findingsOn("stats admin if TRUE", { section: "defaults base" })).toEqual(["error misplaced-keyword"]);
  expect(findingsOn("stats admin if TRUE")).toEqual([]);
});

test("where they belong nothing is said", () => {
  expect(findingsOn("option dontlognull")).toEqual([]);
  expect(findingsOn("option allbackups", { section })).toEqual([]);
});
