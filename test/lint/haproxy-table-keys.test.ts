/** What reaches a stick table, against the type of its keys; each verdict is haproxy 3.4's. */
import { expect, test } from "vitest";
import { lint } from "../../src/api/lint.ts";

const defaults = "defaults\n  mode http\n  timeout client 1s\n  timeout server 1s\n  timeout connect 1s\n";
const front = (line: string) => `frontend f\n  bind :80\n  ${line}\n  default_backend t\n`;
const table = (rest: string) => `backend t\n  stick-table size 1k ${rest}\n`;

function refused(text: string, haproxy = "3.4"): boolean {
  const { diagnostics } = lint([{ path: "haproxy.cfg", text: defaults + text }], { targets: { haproxy } });
  return diagnostics.some(({ rule, severity }) => severity === "error" && rule === "haproxy/incompatible-sample-type");
}

test.each([
  ["a method in a table of addresses", front("http-request track-sc0 method table t") + table("type ip")],
  ["an address in a table of integers", front("http-request track-sc0 src table t") + table("type integer")],
  [
    "a table of a peers section",
    `${front("http-request track-sc0 method table p/x")}${table("type ip")}peers p\n  peer a 127.0.0.1:1\n  table x type ip size 1k store gpc0\n`,
  ],
  [
    "a table of the proxy's own",
    "frontend f\n  bind :80\n  tcp-request connection track-sc0 always_true\n  stick-table type ip size 1k\n",
  ],
  ["a table of a disabled proxy", `${front("http-request track-sc0 method table t")}${table("type ip")}  disabled\n`],
  ["stick on", `${table("type ip")}  stick on method\n`],
  ["stick store-request in another's", `${table("type ip")}backend u\n  stick store-request method table t\n`],
  [
    "the key of a bandwidth limit",
    front("filter bwlim-in a limit 1m key method table t") + table("type ip store bytes_in_rate(1s)"),
  ],
  [
    "the data of a bandwidth limit",
    front("filter bwlim-in a limit 1m key src table t") + table("type ip store bytes_out_rate(1s)"),
  ],
])("refused: %s", (_, text) => {
  expect(refused(text)).toBe(true);
});

test.each([
  ["a header in a table of addresses", front("http-request track-sc0 req.hdr(a) table t") + table("type ip")],
  ["a length in a table of IPv6 addresses", front("http-request track-sc0 path,length table t") + table("type ipv6")],
  ["a rule of a disabled proxy", `${front("http-request track-sc0 method table t")}  disabled\n${table("type ip")}`],
  [
    "a bandwidth limit with its data",
    front("filter bwlim-out a limit 1m key src table t") + table("type ip store bytes_out_rate(1s)"),
  ],
])("taken: %s", (_, text) => {
  expect(refused(text)).toBe(false);
});

test("up to 2.8 an address can be an integer", () => {
  const text = front("http-request track-sc0 src table t") + table("type integer");
  expect(["2.6", "2.8", "3.0"].map((version) => refused(text, version))).toEqual([false, false, true]);
});
