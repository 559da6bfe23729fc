/** Long files of one thing over and over. These have no clock: what compared each with each would not come to an end. */
import { describe, expect, test } from "vitest";
import { format } from "../../src/api/format.ts";
import { lint } from "../../src/api/lint.ts";

const times = 40_000;

function foundIn(text: string): number {
  return lint([{ path: "haproxy.cfg", text }], { targets: { haproxy: "3.2" } }).diagnostics.filter(
    ({ rule }) => rule === "haproxy/duplicate-definition",
  ).length;
}

test("one backend, thousands of times", () => {
  expect(foundIn("backend app\n  server a 192.0.2.1:80\n".repeat(times))).toBe(times - 1);
});

test("one server, thousands of times", () => {
  expect(foundIn(`backend app\n${"  server a 192.0.2.1:80\n".repeat(times)}`)).toBe(times - 1);
});

test("one user, thousands of times", () => {
  expect(foundIn(`userlist staff\n${"  user a password $5$x\n".repeat(times)}`)).toBe(times - 1);
});

test("one defaults section, and a backend of each", () => {
  const each = Array.from({ length: times / 4 }, (_, at) => `defaults base\n  mode http\nbackend b${at} from base\n`);
  expect(foundIn(each.join(""))).toBe(times / 4 - 1);
});

test("thousands of branches of one block, a backend of one name in each", () => {
  const arms = Array.from({ length: times / 4 }, (_, at) => `.elif defined(A${at})\nbackend app\n`);
  expect(foundIn(`.if defined(A)\nbackend app\n${arms.join("")}.endif\n`)).toBe(0);
});

test("a broken log-format in each of thousands of frontends", () => {
  const each = Array.from({ length: times / 2 }, (_, at) => `frontend f${at}\n  log-format %[src\n`);
  const text = `defaults\n  mode http\n${each.join("")}`;
  const { diagnostics } = lint([{ path: "haproxy.cfg", text }], { targets: { haproxy: "3.2" } });
  expect(diagnostics.filter(({ rule }) => rule === "haproxy/invalid-value")).toHaveLength(times / 2);
});

test("more findings, and more lines to align, than a call takes arguments", () => {
  const text = `global\n  maxconn 9\ndefaults\n  mode http\nbackend app\n${"  server a 192.0.2.1:443 ssl verify required\n".repeat(150_000)}`;
  const { diagnostics } = lint([{ path: "haproxy.cfg", text }], { targets: { haproxy: "3.2" } });
  expect(diagnostics.filter(({ rule }) => rule === "haproxy/argument-count")).toHaveLength(150_000);
  expect(format("haproxy.cfg", text).failed).toBe(false);
}, 120_000);

describe("one construct over and over on a line", () => {
  test.each([
    ["comments of a template that have no end", "# ", "{# ", 200_000],
    ["placeholders in a comment", "# ", "{{ x }} ", 150_000],
    ["calls that are not closed", ".if ", "feature(A ", 40_000],
    ["calls behind each other", ".if ", "feature(A)", 40_000],
    ["terms of a condition", "frontend f\n  http-request deny if ", "TRUE ", 150_000],
    ["full-width marks", "", "\uff0c", 250_000],
  ])("%s", (_, start, piece, count) => {
    const { diagnostics } = lint([{ path: "haproxy.cfg", text: `${start}${piece.repeat(count)}\n` }]);
    expect(diagnostics.length).toBeLessThan(10);
  });
});
