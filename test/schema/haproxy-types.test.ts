import { describe, expect, test } from "vitest";
import { addressRules, parseSocketAddress } from "../../src/schema/types/haproxy/address.ts";
import { parseDuration } from "../../src/schema/types/haproxy/duration.ts";
import { parseSize } from "../../src/schema/types/haproxy/size.ts";
import { haproxyTypes } from "../../src/schema/types/haproxy.ts";
import { Rejection } from "../../src/schema/types/type.ts";

/** Verdicts of `haproxy -c -dr` 3.4.0 on lines with these values. */
const verdicts: Readonly<Record<string, { takes: readonly string[]; refuses: readonly string[] }>> = {
  "bind-address": {
    takes: [
      ":80",
      "*:80",
      "10.0.0.1:80-90",
      ":::443",
      "[::1]:443",
      "localhost:80",
      ":080",
      "fd@3",
      "unix@/tmp/x",
      "/tmp/x",
    ]
      .concat(["abns@x", "ipv4@:80", "ipv6@*:80", ":80,:81", ":80,", "sockpair@3", "10.0.0:80", "abns@"])
      .concat([":4294967376", ":4294967376-4294967377"])
      .concat(["$VIP:80", "${VIP}:80", "ipv4@$VIP:80", "$VIP:80,$OTHER:81", ":8$DIGIT"]),
    refuses: [
      "",
      "10.0.0.1",
      ":0",
      ":65536",
      ":90-80",
      ":80-",
      ":+1",
      ":80x",
      "::1",
      "10.0.0.999:80",
      "ipv4@::1:80",
    ].concat([",:80", ":80,,:81", "udp@:80", "fd@x", "foo@10.0.0.1:80", "fe80::1%eth0:80", `/${"a".repeat(97)}`]),
  },
  "server-address": {
    takes: [
      "10.0.0.1",
      "10.0.0.1:0",
      "10.0.0.1:+1",
      "10.0.0.1:-1",
      "app.example.org:80",
      "_http._tcp.svc:80",
      "10.0.0.999",
    ].concat(["unix@/tmp/x", "::", "[::1", "foo@bar:80", "ipv4@::1:80", ":80"]),
    refuses: ["10.0.0.1:80-90", "10.0.0.1:65536", "10.0.0.1:x", "a..b", ".a", "fd@3"],
  },
  "nameserver-address": {
    takes: ["10.0.0.1:53", "udp@10.0.0.1:53", "tcp@10.0.0.1:53", "localhost:53"],
    refuses: ["10.0.0.1", "10.0.0.1:0", "10.0.0.1:53-54", "fd@1"],
  },
  "log-address": {
    takes: ["127.0.0.1", "127.0.0.1:514", "stdout", "stderr", "ring@x", "/dev/log", "fd@1", "udp@10.0.0.1"].concat(
      "$LOGGER:514",
    ),
    refuses: ["127.0.0.1:70000", "1.2.3.4.5", "fd@x", ":80-90", "stodut", "stddout"],
  },
  "init-addr": {
    takes: ["last,,none", ",", "*", "[::1]", "0.0.0.0,1.2.3.4", ",1.2.3.4", "1.2.3.4,", "last,".repeat(10)],
    refuses: ["localhost", "1.2.3.4,5.6.7.8", "1.2.3.4,,", "1.2.3.4,*", `${"last,".repeat(10)}last`],
  },
  duration: {
    takes: ["1", "10s", "5us", "3m", "4h", "24d", "3sx", "2147483647", "0", "596h"],
    refuses: ["", "s", "1.5s", "25d", "1x", "2147483648", "-1", "+1", " 1", "10S", "10 s", "597h", "1u"],
  },
  size: {
    takes: ["1", "10k", "10K", "1m", "3g", "4294967295", "0"],
    refuses: ["4g", "1t", "1kb", "k", "-1", "4294967296", "1.5k"],
  },
  regex: {
    takes: [
      "a",
      "[]a]",
      "[^]a]",
      "[a]b]",
      "\\(",
      "[[:alpha:]]",
      "(?#x()a",
      "a{2}",
      "(?:a)(b)",
      "[\\]]",
      "a++",
      "(?<n>a)",
    ].concat(["a{,3}", "(|a)", "^$", "a{1}?", "(?:)", "[--a]", "a{x}"]),
    refuses: ["(", ")", "(a", "a)", "[", "[a", "*a", "a**", "a|*b", "(+a)", "(?:+a)", "x{2}{3}", "[z-a]", "^+", "a\\"],
  },
  network: {
    takes: ["10.0.0.1", "10.0.0.0/8", "10.0.0.0/255.0.0.0", "::1/128", "10/8"],
    refuses: ["10.0.0.0/33", "::1/129", "10.0.0.0/", "10.0.0.0/x", "::/"],
  },
  "status-ranges": {
    takes: ["400", "400-499", "+400,500", "-404"],
    refuses: ["99", "400-", "x", "400-300", "400,", "+", "600"],
  },
  "thread-set": {
    takes: ["1", "1-4", "all", "1/all", "2-", "1,3", "1/1,1/3"],
    refuses: ["0", "17/1", "x", "all-2", "1/1,3"],
  },
  "log-sample": {
    takes: ["1:10", "1,2-5:10", "5,1,3-9:10"],
    refuses: ["1", "1:", "3-1:10", "3-3:10", "0:10", "1,1:10", "5-6,1-5:10", "1-9,5:10", "5-11:10", "a:10"],
  },
  "loose-int": { takes: ["5x", "", "x"], refuses: [] },
  "loose-index": { takes: ["", "5", "+5", "-1"], refuses: ["x", "5x"] },
  digits: { takes: ["0", "007"], refuses: ["+5", "-1", "5x", ""] },
  "tls-errors": { takes: ["18,19", "5x,", ",1.5", "4294967297"], refuses: ["x", "0", "404", "4294967296"] },
  "trace-event": { takes: ["any", "+rx_data", "-!none", ""], refuses: ["foo", "now", "rx_dat"] },
  "trace-state-event": { takes: ["now", "any"], refuses: ["foo"] },
  "server-count": { takes: ["1", "1-3", "2x", "0-2"], refuses: ["0", "3-1", "x"] },
  "process-set": { takes: ["1", "all", "auto:1/1-4", "odd", "1/all", "17/1"], refuses: ["0", "x", "1-4-5"] },
  "cpu-set": { takes: ["0", "0-3", "0,2", "3-1"], refuses: ["x", ",0"] },
  variable: {
    takes: ["txn.a", "proc.a", "psess.x", "txn.a_b.c"],
    refuses: ["a", "txn.", "txn", "global.a", "txn.a-b"],
  },
  "ref-groups": { takes: ["ops", "ops,web", "o@s"], refuses: [] },
  "ref-users": { takes: ["a", "a,b,"], refuses: [] },
  guid: { takes: ["a-b", "x".repeat(127)], refuses: ["a b", "a/b", "x".repeat(128)] },
};

describe.each(Object.entries(verdicts))("%s", (name, { takes, refuses }) => {
  test.each(takes)("takes %s", (value) => {
    expect(haproxyTypes.get(name)?.check(value)).not.toBeInstanceOf(Rejection);
  });
  test.each(refuses)("refuses %s", (value) => {
    expect(haproxyTypes.get(name)?.check(value)).toBeInstanceOf(Rejection);
  });
});

describe("values", () => {
  test("of times are in microseconds", () => {
    expect(parseDuration("30s")).toEqual({ microseconds: 30_000_000, unit: "s" });
    expect(parseDuration("100")).toEqual({ microseconds: 100_000 });
    expect(parseDuration("100", "s")).toEqual({ microseconds: 100_000_000 });
    expect(parseDuration("2d")).toEqual({ microseconds: 172_800_000_000, unit: "d" });
  });

  test("of sizes are in bytes", () => {
    expect(parseSize("64k")).toEqual({ bytes: 65536 });
    expect(parseSize("1t", 64)).toEqual({ bytes: 2 ** 40 });
  });

  test.each([
    ["10.0.0.1:80", { family: "ipv4", host: "10.0.0.1", ports: { first: 80, last: 80 } }],
    [":80-90", { family: "any", host: "", ports: { first: 80, last: 90 } }],
    [":::443", { family: "ipv6", host: "::", ports: { first: 443, last: 443 } }],
    ["ipv6@:443", { protocol: "ipv6", family: "ipv6", host: "", ports: { first: 443, last: 443 } }],
    ["quic4@:443", { protocol: "quic4", family: "ipv4", host: "", ports: { first: 443, last: 443 } }],
    ["unix@/run/x", { protocol: "unix", family: "unix", host: "/run/x" }],
    ["/run/x", { family: "unix", host: "/run/x" }],
    ["abns@x", { protocol: "abns", family: "abns", host: "x" }],
    ["fd@3", { protocol: "fd", family: "fd", host: "3" }],
  ])("of address %s", (text, value) => {
    expect(parseSocketAddress(text, addressRules.bind)).toEqual(value);
  });

  test("of server addresses that the program looks up later", () => {
    expect(parseSocketAddress("app:+100", addressRules.server)).toEqual({
      family: "name",
      host: "app",
      ports: { first: 100, last: 100, sign: "+" },
    });
    expect(parseSocketAddress("10.0.0.999:80", addressRules.server)).toMatchObject({
      family: "unknown",
      host: "10.0.0.999",
    });
  });
});
