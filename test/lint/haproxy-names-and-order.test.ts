/** Names that clash, and what has to stand above: haproxy 3.4.0's and 2.6.12's own verdicts on the same text. */
import { expect, test } from "vitest";
import { lint } from "../../src/api/lint.ts";

/** The errors of a text, as `line rule`. */
function errorsOf(text: string, target: string): string[] {
  const { diagnostics } = lint([{ path: "haproxy.cfg", text: `${text}\n`, node: "node" }], {
    targets: { haproxy: target },
  });
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ span, rule }) => `${text.slice(0, span.start).split("\n").length} ${rule.slice("haproxy/".length)}`);
}

/** A text, and what 3.4 and 2.6 refuse in it. */
type Row = readonly [text: string, newer: string | undefined, older: string | undefined];

const rows: readonly Row[] = [
  // Names of defaults sections.
  ["defaults a\ndefaults a", undefined, undefined],
  ["defaults a\nfrontend x from a\n  bind :80\ndefaults a", "4 duplicate-definition", undefined],
  ["defaults a\nfrontend x\n  bind :80\ndefaults a", undefined, undefined],
  ["defaults a\ndefaults a\nfrontend x from a\n  bind :80", undefined, "2 duplicate-definition"],
  ["defaults a\nfrontend a\n  bind :80", "2 duplicate-definition", undefined],
  ["backend a\ndefaults a", "2 duplicate-definition", undefined],
  ["healthcheck x from y\n  type httpchk", undefined, "1 keyword-newer-than-target"],
  ["resolvers x from y\n  nameserver a 192.0.2.1:53", undefined, undefined],
  // Names of others.
  ["ring r\n  server a 192.0.2.1:514\n  server a 192.0.2.2:514", "3 duplicate-definition", "3 duplicate-definition"],
  ["ring r\n  server a 192.0.2.1:514\n  server b 192.0.2.2:514", undefined, undefined],
  ["peers r\n  bind :1000\n  server a 192.0.2.1:514\n  server a 192.0.2.2:514", undefined, undefined],
  ["frontend f\n  bind :80\n  default_backend %[path]", "3 undefined-reference", "3 undefined-reference"],
  ["frontend f\n  bind :80\n  use_backend %[path]", undefined, undefined],
  ["LOG-PROFILE a", "1 keyword-case", "1 keyword-case"],
  // What stands above.
  ["backend a\nglobal\n  nbthread 2", "3 misplaced-keyword", undefined],
  ["backend a\nglobal\n  thread-groups 1", "3 misplaced-keyword", undefined],
  ["global\n  maxconn 9\nglobal\n  nbthread 2\nbackend a", undefined, undefined],
  ["backend a\nglobal\n  maxconn 9", undefined, undefined],
  ["defaults\nlisten a\n  filter compression\n  filter compression", "4 misplaced-keyword", "4 misplaced-keyword"],
  ["defaults\nlisten a\n  filter compression\n  filter trace", undefined, undefined],
  // What rules need.
  ["defaults d\n  mode http\n  http-request track-sc0 src\nbackend f from d", "3 argument-count", "3 argument-count"],
  [
    "defaults d\n  mode http\n  http-request track-sc0 src table t\nbackend t\n  stick-table type ip size 1k\nbackend f from d",
    undefined,
    undefined,
  ],
  ["defaults d\n  mode http\n  http-request track-sc src\nbackend f from d", "3 argument-count", "3 argument-count"],
  ["defaults\nbackend f\n  mode http\n  http-request track-sc src", "4 undefined-reference", "4 undefined-reference"],
  [
    "defaults d\n  tcp-request content capture src len 15\nbackend f from d",
    "3 misplaced-keyword",
    "3 misplaced-keyword",
  ],
  ["defaults d\n  tcp-request content capture src len 15\nfrontend f from d\n  bind :80", undefined, undefined],
  [
    "defaults d\n  mode http\n  http-request set-retries 3\nbackend f from d",
    "3 misplaced-keyword",
    "3 keyword-newer-than-target",
  ],
  [
    "frontend f\n  mode http\n  bind :80\n  http-after-response capture res.hdr(a) id 0",
    "4 invalid-value",
    "4 invalid-value",
  ],
  [
    "frontend f\n  mode http\n  bind :80\n  declare capture response len 5\n  http-after-response capture res.hdr(a) id 0",
    undefined,
    undefined,
  ],
  [
    "frontend f\n  bind :80\n  tcp-request content use-service prometheus-exporter",
    "3 misplaced-keyword",
    "3 misplaced-keyword",
  ],
  ["defaults d\n  mode http\n  http-response cache-store gone\nbackend f from d", undefined, undefined],
  [
    "defaults\nbackend f\n  mode http\n  http-response cache-store gone",
    "4 undefined-reference",
    "4 undefined-reference",
  ],
  ["defaults\n  option tcplog clf", undefined, "2 keyword-newer-than-target"],
  ["defaults\n  option httplog clf", undefined, undefined],
  // Numbers of options.
  ["frontend f\n  bind :80 id 1s", "2 invalid-value", "2 invalid-value"],
  ["defaults\nbackend a\n  server s 192.0.2.1:80 maxconn rise 2", "3 argument-count", "3 argument-count"],
  ["defaults\nbackend a\n  server s 192.0.2.1:80 maxconn 5 rise 2", undefined, undefined],
];

test.each(rows.map(([text, newer]) => ({ text, newer })))("haproxy 3.4: $text", ({ text, newer }) => {
  expect(errorsOf(text, "3.4")).toEqual(newer === undefined ? [] : [newer]);
});

test.each(rows.map(([text, , older]) => ({ text, older })))("haproxy 2.6: $text", ({ text, older }) => {
  expect(errorsOf(text, "2.6").slice(0, 1)).toEqual(older === undefined ? [] : [older]);
});

test("haproxy 3.1 asks for the profile of a do-log rule, not for that of a log line", () => {
  const text = (line: string) => `frontend f\n  mode http\n  bind :80\n  ${line}`;
  expect(errorsOf(text("http-request do-log profile gone"), "3.4")).toEqual(["4 undefined-reference"]);
  expect(errorsOf(text("log 192.0.2.1 profile gone local0"), "3.4")).toEqual([]);
  expect(errorsOf(text("log 192.0.2.1 profile gone local0"), "2.6")).toEqual(["4 keyword-newer-than-target"]);
});

test.each([
  ["set-timeout tunnel 5s", "2.6", []],
  ["set-timeout client 5s", "2.6", ["4 keyword-newer-than-target"]],
  ["set-timeout client 5s", "2.9", []],
  ["set-timeout queue 5s", "3.3", ["4 keyword-newer-than-target"]],
  ["set-timeout queue 5s", "3.4", []],
])("http-request %s for haproxy %s", (line, target, expected) => {
  expect(errorsOf(`listen f\n  mode http\n  bind :80\n  http-request ${line}`, target)).toEqual(expected);
});

// What stands below a misspelt section is read as if it were written right.
test("a slip in `global` makes a file no fragment", () => {
  const severityWith = (section: string) =>
    lint([{ path: "haproxy.cfg", text: `${section}\n  maxconn 9\nfrontend web\n  bind :80\n` }]).diagnostics.find(
      ({ rule }) => rule === "haproxy/missing-timeout",
    )?.severity;
  expect(severityWith("globall")).toBe("warning");
  expect(severityWith("ring r")).toBe("info");
});
