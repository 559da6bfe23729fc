import { describe, expect, test } from "vitest";
import { compareVersions, isDeprecatedIn, isKnownIn } from "../../src/schema/version.ts";

describe("versions", () => {
  test.each([
    ["2.10", "2.9", 1],
    ["2.4", "2.10", -1],
    ["3.0", "3.0", 0],
    ["2.3.2", "2.3", 1],
    ["2.3.0", "2.3", 0],
  ])("%s against %s", (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });

  test.each([
    [{ since: "2.6" }, "2.5", false],
    [{ since: "2.6" }, "2.6", true],
    [{ until: "3.0" }, "2.9", true],
    [{ until: "3.0" }, "3.0", false],
    [{ since: "2.2.3" }, "2.2", true],
    [{ since: "2.2.3" }, "2.2.2", false],
    [{}, "1.0", true],
  ])("%o in %s", (entry, version, known) => {
    expect(isKnownIn(entry, version)).toBe(known);
  });

  test("a keyword is deprecated from a version on", () => {
    expect(isDeprecatedIn({ deprecated: "2.9" }, "2.8")).toBe(false);
    expect(isDeprecatedIn({ deprecated: "2.9" }, "3.0")).toBe(true);
    expect(isDeprecatedIn({}, "3.0")).toBe(false);
  });
});
