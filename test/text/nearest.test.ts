import { describe, expect, test } from "vitest";
import { KnownWords, nearestOf } from "../../src/text/nearest.ts";

describe("nearestOf", () => {
  test.each([
    ["chek", ["check", "cookie"], "check"],
    ["wieght", ["weight", "minconn"], "weight"],
    ["maxcon", ["maxconn", "minconn"], "maxconn"],
    ["log_format", ["log-format", "log"], "log-format"],
    ["forwardFor", ["forwardfor"], "forwardfor"],
    ["roundrobbin", ["roundrobin", "random"], "roundrobin"],
    ["chk_haproxy", ["chk_http_port", "chk_haproxy2"], "chk_haproxy2"],
    ["interf", ["interface", "priority"], "interface"],
  ])("%s", (word, known, expected) => {
    expect(nearestOf(word, known)).toBe(expected);
  });

  test.each([
    ["fd", ["cd", "id"]],
    ["x", ["xy"]],
    ["frobnicate", ["check", "weight"]],
    ["check", ["check"]],
    ["http", ["https-only-mode", "http-request", "http-response"]],
  ])("%s is near none of %s", (word, known) => {
    expect(nearestOf(word, known)).toBeUndefined();
  });
});

test("many words are compared with many in no time", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz_";
  const word = (seed: number, length: number) =>
    Array.from({ length }, (_, at) => letters[(seed * (at + 7) + (seed >> at) * 31) % letters.length]).join("");
  const known = new KnownWords(Array.from({ length: 200 }, (_, at) => word(at, 6 + (at % 20))));
  const start = performance.now();
  for (let at = 0; at < 50_000; at++) known.nearest(word(at * 13 + 5, 4 + (at % 18)));
  expect(performance.now() - start).toBeLessThan(4000);
});
