import { expect, test } from "vitest";
import { haproxyTable } from "../../../src/schema/haproxy.ts";
import { meets, placesOf } from "../../../src/schema/haproxy-expression/places.ts";

test("letters and ranges of letters", () => {
  expect([...placesOf("a-c,e")]).toEqual(["a", "b", "c", "e"]);
  expect([...placesOf("t")]).toEqual(["t"]);
  expect(meets(placesOf("a-c"), placesOf("c-d"))).toBe(true);
  expect(meets(placesOf("a-c"), placesOf("d"))).toBe(false);
});

test("every fetch of the grammar says where it works, and what it returns", () => {
  for (const { keyword, where, returns } of haproxyTable.entries("fetch")) {
    expect([keyword, /^[a-v](-[a-v])?(,[a-v](-[a-v])?)*$/.test(where ?? ""), returns !== undefined]).toEqual([
      keyword,
      true,
      true,
    ]);
  }
});

test("every converter of the grammar says what it takes and returns", () => {
  for (const { keyword, takes, returns } of haproxyTable.entries("converter")) {
    expect([keyword, takes !== undefined && returns !== undefined]).toEqual([keyword, true]);
  }
});

test("every ACL keyword stands for a fetch and a match method", () => {
  for (const { keyword, replacement = "" } of haproxyTable.entries("acl-keyword")) {
    const [fetch = "", flag, method] = replacement.split(" ");
    expect([keyword, haproxyTable.find("fetch", fetch) !== undefined, flag, method !== undefined]).toEqual([
      keyword,
      true,
      "-m",
      true,
    ]);
  }
});
