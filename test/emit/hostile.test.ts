/** Layouts that other formatters break. Each was held against `haproxy -dC -c` or `keepalived -t` before and after. */
import { describe, expect, test } from "vitest";
import { format } from "../../src/api/format.ts";

const haproxy = (text: string) => format("haproxy.cfg", text, {}, "haproxy");
const keepalived = (text: string) => format("keepalived.conf", text, {}, "keepalived");

describe("haproxy", () => {
  test.each([
    ["an escaped space at the end of a word", "global\n  description a\\ \n", "global\n    description a\\ \n"],
    [
      "a tab behind a backslash is no escape, a space would be one",
      "global\n  description a\\\tb   c\n",
      "global\n    description a\\\tb c\n",
    ],
    ["a backslash in single quotes", "global\n description  'a\\' b\n", "global\n    description 'a\\' b\n"],
    ["# glued to a word", "global\n maxconn   10#ten\n", "global\n    maxconn 10 #ten\n"],
    ["quotes inside words", 'global\n description a"b  c"d   e\n', 'global\n    description a"b  c"d e\n'],
    ["CRLF", "global\r\n maxconn  10\r\n", "global\r\n    maxconn 10\r\n"],
    ["no final newline", "global\n maxconn  10", "global\n    maxconn 10\n"],
    ["empty quoted arguments stay as they are", 'global\n description  ""  x\n', 'global\n description  ""  x\n'],
    [
      ".if around a single rule",
      "frontend a\n.if defined(X)\nbind :80\n.endif\nmode http\n",
      "frontend a\n    .if defined(X)\n        bind :80\n    .endif\n    mode http\n",
    ],
    [
      ".if around a section",
      "global\n maxconn 1\n.if defined(X)\nfrontend a\nbind :80\n.endif\nbackend b\nmode tcp\n",
      "global\n    maxconn 1\n.if defined(X)\n    frontend a\n        bind :80\n.endif\n\nbackend b\n    mode tcp\n",
    ],
    [
      "a comment before a section header stays with it",
      "global\n maxconn 1\n  # the web\nfrontend a\n bind :80\n",
      "global\n    maxconn 1\n\n# the web\nfrontend a\n    bind :80\n",
    ],
    [
      "bytes that are not UTF-8 in a comment",
      "global\n maxconn  1 # \udcb9\udca5\n",
      "global\n    maxconn 1 # \udcb9\udca5\n",
    ],
    ["odd spaces are letters to haproxy: the line stays", "global\n\u00a0maxconn   1\n", "global\n\u00a0maxconn   1\n"],
    [
      "an open quote: the line stays",
      'global\n maxconn   1\n  description  "a\n',
      'global\n    maxconn 1\n  description  "a\n',
    ],
    [
      "servers are a table",
      "backend a\n server one 192.0.2.1:80 check\n server three 192.0.2.111:80 check # slow\n",
      "backend a\n    server one   192.0.2.1:80   check\n    server three 192.0.2.111:80 check # slow\n",
    ],
    [
      "switched off",
      "global\n maxconn  1\n# halint-fmt-off\n  node   x\n# halint-fmt-on\n pidfile   /p\n",
      "global\n    maxconn 1\n# halint-fmt-off\n  node   x\n# halint-fmt-on\n    pidfile /p\n",
    ],
  ])("%s", (_, before, after) => {
    expect(haproxy(before)).toMatchObject({ text: after, failed: false });
    expect(haproxy(after).text).toBe(after);
  });

  test("a line of 70 kB", () => {
    const names = "a".repeat(70_000);
    expect(haproxy(`global\n description   ${names}\n`).text).toBe(`global\n    description ${names}\n`);
  });
});

describe("keepalived", () => {
  test.each([
    ["a comment glued to a condition", "@a# b\n", "@a# b\n"],
    ["an escaped comment glued to a condition", "@a\\# b\n", "@a\\# b\n"],
    [
      "the brace on the next line",
      "vrrp_instance VI_1\n{\nstate BACKUP\n}\n",
      "vrrp_instance VI_1 {\n    state BACKUP\n}\n",
    ],
    [
      "a block on one line",
      "vrrp_instance A {\n virtual_ipaddress { 192.0.2.1/24 }\n}\n",
      "vrrp_instance A {\n    virtual_ipaddress {\n        192.0.2.1/24\n    }\n}\n",
    ],
    [
      "several keywords on a line stay on it",
      "vrrp_instance A{\nstate  BACKUP interface   eth0\n}",
      "vrrp_instance A {\n    state BACKUP interface eth0\n}\n",
    ],
    [
      "a comment between keyword and brace",
      "vrrp_instance A # one\n{\npriority 1\n}\n",
      "vrrp_instance A # one\n{\n    priority 1\n}\n",
    ],
    [
      "a condition keeps its line",
      "global_defs {\n@lb01   router_id  a\n  router_id b\n}\n",
      "global_defs {\n    @lb01   router_id  a\n    router_id b\n}\n",
    ],
    [
      "a definition keeps its text",
      "$A=x   y\nglobal_defs {\nrouter_id  $A\n}\n",
      "$A=x   y\n\nglobal_defs {\n    router_id $A\n}\n",
    ],
    [
      "a missing brace: the block stays",
      "vrrp_instance A {\n  state   BACKUP\n",
      "vrrp_instance A {\n  state   BACKUP\n",
    ],
    [
      "addresses are a table",
      "vrrp_instance A {\nvirtual_ipaddress {\n192.0.2.1/24 dev eth0\n192.0.2.111/24 dev eth0\n}\n}\n",
      "vrrp_instance A {\n    virtual_ipaddress {\n        192.0.2.1/24   dev eth0\n        192.0.2.111/24 dev eth0\n    }\n}\n",
    ],
  ])("%s", (_, before, after) => {
    expect(keepalived(before)).toMatchObject({ text: after, failed: false });
    expect(keepalived(after).text).toBe(after);
  });

  test("conditions on blocks inside each other take no longer than blocks do", () => {
    const nested = (head: string) => `${head}\n`.repeat(24) + "}\n".repeat(24);
    const started = performance.now();
    expect(keepalived(nested("@lb01 a {"))).toMatchObject({ failed: false });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
