/** Headers behind the version of `option httpchk`: haproxy 2.6.12 warns and sends them, haproxy 3.4.0 refuses the line, as 2.7 did. */
import { expect, test } from "vitest";
import { lint } from "../../src/api/lint.ts";

const hidden = "option httpchk GET / HTTP/1.1\\r\\nHost:\\ www";

/** Every error and deprecation that the line earns, and its words. */
function said(line: string, target: string | undefined): string[] {
  const text = `backend app\n  mode http\n  ${line}\n  server app1 192.0.2.1:80 check\n`;
  const targets = target === undefined ? {} : { haproxy: target };
  const { diagnostics } = lint([{ path: "haproxy.cfg", text, node: "node" }], { targets });
  return diagnostics
    .filter(({ severity, rule }) => severity === "error" || /(?:deprecated|removed)-keyword$/.test(rule))
    .map(({ severity, rule, span }) => `${severity} ${rule}: ${text.slice(span.start, span.end)}`);
}

const version = "HTTP/1.1\\r\\nHost:\\ www";

test.each(["2.7", "2.8", "3.4"])("haproxy %s refuses hidden headers, and one finding says so", (target) => {
  expect(said(hidden, target)).toEqual([`error haproxy/removed-keyword: ${version}`]);
});

test.each(["2.4", "2.6"])("haproxy %s warns of hidden headers", (target) => {
  expect(said(hidden, target)).toEqual([`warning haproxy/deprecated-keyword: ${version}`]);
});

test("without a target it is a warning: some of the supported versions take it", () => {
  expect(said(hidden, undefined)).toEqual([`warning haproxy/removed-keyword: ${version}`]);
});

test("a hidden body is one too", () => {
  expect(said('option httpchk GET / "HTTP/1.0\\r\\n\\r\\nbody"', "3.4")).toHaveLength(1);
});

test.each(["option httpchk GET / HTTP/1.1", "option httpchk GET /\\r\\nHost:\\ www HTTP/1.1"])(
  "%s is nothing to speak of",
  (line) => {
    expect(said(line, "3.4")).toEqual([]);
  },
);
