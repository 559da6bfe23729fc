/** How the daemon reads: braces as they stand, numbers with junk, scripts that it disables, versions. */
import { describe, expect, test } from "vitest";
import { compareAddresses, onLink } from "../../src/failover/daemon/addresses.ts";
import { decimalSeconds, lenientInteger, strictInteger } from "../../src/failover/daemon/numbers.ts";
import { literalStatements, withoutStrayBlocks } from "../../src/failover/daemon/statements.ts";
import { checkFate } from "../../src/failover/host/check.ts";
import type { Host, HostFile } from "../../src/failover/host/host.ts";
import { scriptVerdict } from "../../src/failover/host/verdict.ts";
import { compareVersions, rulesOf } from "../../src/failover/versions.ts";
import { createSource } from "../../src/text/source.ts";

describe("braces as they stand", () => {
  const show = (statements: ReturnType<typeof literalStatements>): string =>
    statements
      .map(
        ({ keyword, args, body }) =>
          [keyword.value, ...args.map(({ value }) => value)].join(" ") + (body === undefined ? "" : `{${show(body)}}`),
      )
      .join(";");
  const outline = (text: string) => show(literalStatements(createSource("k.conf", text)));
  test("one too many closes the block around", () => {
    expect(outline("a X {\n b {\n c 1\n }\n }\n d {\n 1.2.3.4\n }\n}\n")).toBe("a X{b{c 1}};d{1.2.3.4}");
  });
  test("one that is missing leaves the block open to the end", () => {
    expect(outline("a X {\n b {\n 1.2.3.4\n }\n")).toBe("a X{b{1.2.3.4}}");
  });
  test("one that does not open a block: it is read all the same", () => {
    expect(outline("vrrp_instance X\n virtual_ipaddress\n 1.2.3.4\n }\n}\n")).toBe(
      "vrrp_instance X{virtual_ipaddress{1.2.3.4}}",
    );
  });
  test("that of an unknown block is ignored, and its end ends the block around", () => {
    const text = "vrrp_instance X {\n a 1\n foo {\n  bar {\n   b 2\n  }\n  c 3\n }\n d 4\n}\n";
    expect(show(withoutStrayBlocks(literalStatements(createSource("k.conf", text))))).toBe(
      "vrrp_instance X{a 1;foo;bar;b 2};c 3;d 4",
    );
  });
  test("a comment ends a line, quotes keep a brace", () => {
    expect(outline('a "x { y" # } {\n b !c\n')).toBe("a x { y;b");
  });
});

describe("numbers", () => {
  test.each([
    ["5", 5],
    ["5abc", 5],
    ["-2.5", -2],
    ["abc", undefined],
    ["", undefined],
  ])("lenient %j", (text, value) => {
    expect(lenientInteger(text)).toBe(value);
  });
  test("strict numbers take no junk and keep to their range", () => {
    expect([strictInteger("110", 1, 255), strictInteger("256", 1, 255), strictInteger("1a", 1, 255)]).toEqual([
      110,
      undefined,
      undefined,
    ]);
  });
  test("seconds with decimals; a unit makes microseconds of them", () => {
    expect([decimalSeconds("0.2"), decimalSeconds("3"), decimalSeconds("3s"), decimalSeconds(".5")]).toEqual([
      200_000, 3_000_000, 3, 500_000,
    ]);
    // keepalived 2.2.7 says of `advert_int 0.2s` that it is out of range, and takes one second.
    expect([decimalSeconds("0.2s"), decimalSeconds("abc"), decimalSeconds("-1"), decimalSeconds("0.1234567")]).toEqual([
      2,
      0,
      undefined,
      123_457,
    ]);
  });
});

describe("checks on a host that is known in full", () => {
  const files: Record<string, HostFile> = {
    "/etc/keepalived/ok.sh": {
      kind: "file",
      executable: true,
      exposed: false,
      text: "#!/bin/sh\n[ ! -e /etc/keepalived/flags/ok.fail ]\n",
    },
    "/etc/keepalived/plain.sh": { kind: "file", executable: true, exposed: false, text: "exit 1\n" },
    "/etc/keepalived/mode.sh": { kind: "file", executable: false, exposed: false, text: "#!/bin/sh\n" },
    "/etc/keepalived/open.sh": { kind: "file", executable: true, exposed: true, text: "#!/bin/sh\nexit 0\n" },
  };
  const host: Host = { name: "lb01", interfaces: [], processes: [], file: (name) => files[name], complete: true };
  const fate = (command: string, version = "2.2.7", security = false) =>
    checkFate("chk", command.split(" "), { host, rules: rulesOf(version), security });
  const always = (ok: boolean) => ({ runs: true, verdict: { by: "always", ok } });

  test("it depends on what the script tests", () => {
    expect(fate("/etc/keepalived/ok.sh")).toMatchObject({
      runs: true,
      verdict: { by: "flag", flag: "ok", hangs: false },
    });
    expect(fate("killall -0 haproxy")).toMatchObject({ verdict: { by: "process", process: "haproxy" } });
    expect(fate("/usr/bin/curl -sf http://127.0.0.1:8080/")).toMatchObject({ verdict: { by: "port", port: 8080 } });
  });
  test("missing, not executable, open to others: disabled", () => {
    expect(fate("/etc/keepalived/none.sh")).toMatchObject({ runs: false });
    expect(fate("/etc/keepalived/mode.sh")).toMatchObject({ runs: false });
    expect(fate("/etc/keepalived/open.sh", "2.2.7", true)).toMatchObject({ runs: false });
    expect(fate("/etc/keepalived/open.sh")).toMatchObject(always(true));
  });
  test("without #! it cannot fail in 2.2.7, and is run in 2.4.3", () => {
    expect(fate("/etc/keepalived/plain.sh")).toMatchObject(always(true));
    expect(fate("/etc/keepalived/plain.sh", "2.4.3")).toMatchObject(always(false));
  });
  test("pidof is a link to killall5, which 2.2.7 runs; /bin is a link, which 2.3.0 refuses", () => {
    expect(fate("pidof haproxy")).toMatchObject(always(false));
    expect(fate("pidof haproxy", "2.4.3")).toMatchObject({ verdict: { by: "process" } });
    expect(fate("/bin/sh -c exit", "2.3.0")).toMatchObject({ runs: false });
  });
  test("there is no shell: what joins commands is an argument", () => {
    for (const joined of ["killall -0 haproxy && true", "killall -0 haproxy > /dev/null", "ps -C haproxy | wc -l"]) {
      expect(fate(joined), joined).toMatchObject(always(false));
    }
    expect(fate("pidof haproxy > /dev/null", "2.4.3")).toMatchObject({
      verdict: { by: "process", process: "haproxy" },
    });
    expect(fate("bash -c exit 1")).toMatchObject({ verdict: { by: "flag" } });
  });
  test("only root may ask a service for a signal", () => {
    const asUser = { host, rules: rulesOf("2.2.7"), security: false, unprivileged: true };
    expect(checkFate("chk", ["killall", "-0", "haproxy"], asUser)).toMatchObject(always(false));
    expect(checkFate("chk", ["pgrep", "haproxy"], asUser)).toMatchObject({ verdict: { by: "process" } });
  });
  test.each([
    ["killall -0 haproxy || exit 1", { by: "process", process: "haproxy" }],
    ['if [ -z "$(pgrep -x haproxy)" ]; then exit 1; fi', { by: "process", process: "haproxy" }],
    ["ps aux | grep -v grep | grep [h]aproxy", { by: "process", process: "haproxy" }],
    ["ss -ltn | grep -q ':8080 '", { by: "port", address: "127.0.0.1", port: 8080 }],
    ["s.connect(('127.0.0.1',8080))", { by: "port", address: "127.0.0.1", port: 8080 }],
    ["kill -0 $(cat /run/haproxy.pid)", { by: "file", path: "/run/haproxy.pid", exists: true }],
    ["! test -f /tmp/maintenance", { by: "file", path: "/tmp/maintenance", exists: false }],
    ["[ ! -f /tmp/maintenance ]", { by: "file", path: "/tmp/maintenance", exists: false }],
    ["[ -f /tmp/maintenance ] && exit 1\nexit 0", { by: "file", path: "/tmp/maintenance", exists: false }],
    ["if [ -f /run/ok ]; then\n  exit 0\nfi\nexit 1", { by: "file", path: "/run/ok", exists: true }],
    ["systemctl is-active --quiet haproxy", { by: "always", ok: false }],
    ["sleep 9\nexit 0", { by: "always", ok: false }],
  ])("the script %j", (text, verdict) => {
    expect(scriptVerdict(`#!/bin/sh\n${text}\n`, { name: "chk", host, unprivileged: false, timeout: 2 })).toMatchObject(
      verdict,
    );
  });
  test("a carriage return is part of the interpreter's name", () => {
    const text = "#!/bin/bash\r\nexit 1\r\n";
    const file: HostFile = { kind: "file", executable: true, exposed: false, text };
    const crlf: Host = { ...host, file: (name) => (name === "/etc/c.sh" ? file : undefined) };
    expect(checkFate("chk", ["/etc/c.sh"], { host: crlf, rules: rulesOf("2.2.7"), security: false })).toMatchObject(
      always(true),
    );
  });
  test("a file to open is never 0", () => {
    expect(fate("</dev/tcp/127.0.0.1/80")).toMatchObject(always(false));
  });
});

test("addresses are ordered by value, and lie in networks", () => {
  expect(compareAddresses("10.0.0.9", "10.0.0.10")).toBeLessThan(0);
  expect(compareAddresses("fe80::2", "fe80:0::1")).toBeGreaterThan(0);
  expect([onLink("10.0.1.2", "10.0.0.1/23"), onLink("10.0.2.2", "10.0.0.1/23")]).toEqual([true, false]);
});

test("2.4 is the newest 2.4", () => {
  expect(compareVersions("2.4", "2.4.3")).toBeGreaterThan(0);
  expect(compareVersions("2.3.10", "2.3.3")).toBeGreaterThan(0);
});
