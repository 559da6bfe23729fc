import { expect, test } from "vitest";
import { canCast, isFreeCast, isSampleType } from "../../../src/schema/haproxy-expression/sample-types.ts";

test("what haproxy 3.4 casts and what it does not", () => {
  expect(canCast("sint", "str")).toBe(true);
  expect(canCast("str", "addr")).toBe(true);
  expect(canCast("bool", "addr")).toBe(false);
  expect(canCast("addr", "sint")).toBe(false);
  expect(canCast("ipv4", "sint")).toBe(true);
  expect(canCast("ipv6", "sint")).toBe(false);
  expect(canCast("bin", "sint")).toBe(false);
  expect(canCast("any", "meth")).toBe(true);
  expect(canCast("str", "same")).toBe(false);
});

test("casts that leave the value as it is", () => {
  expect(isFreeCast("bool", "sint")).toBe(true);
  expect(isFreeCast("bin", "str")).toBe(false);
  expect(isFreeCast("str", "bin")).toBe(true);
});

test("names of types", () => {
  expect(isSampleType("sint")).toBe(true);
  expect(isSampleType("toString")).toBe(false);
  expect(isSampleType(undefined)).toBe(false);
});
