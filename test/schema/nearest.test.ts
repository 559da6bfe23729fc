import { describe, expect, test } from "vitest";
import { nearestOf } from "../../src/schema/nearest.ts";

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
