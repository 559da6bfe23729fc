/** What is said of a line that does not fit the grammar: in words, without the notation of the grammar. */
import { expect, test } from "vitest";
import { lint } from "../../src/api/lint.ts";

test.each([
  ["bind :80 12", "bind has no option '12'"],
  ["option 12", "option has no option '12'"],
  ["balance 12", "balance: '12' is none of the choices"],
  ["timeout connect", "timeout connect needs <time>"],
  ["timeout connect 5q", "timeout connect: '5q' is not a time: digits and one of us, ms, s, m, h, d, expected <time>"],
  ["http-request silent-drop rst-ttl", "http-request silent-drop needs <ttl, 1 to 255>"],
  [
    "stick-table type xx size 1m",
    "stick-table type: 'xx' is none of the choices: expected ip, ipv4, ipv6, integer, string or binary",
  ],
  ["server a 192.0.2.1:80 check slowstart", "server slowstart needs <time>"],
  [
    "server a 192.0.2.1:80 inter 5q check",
    "server inter: '5q' is not a time: digits and one of us, ms, s, m, h, d, expected <interval, at least 1ms>",
  ],
  ["server a 192.0.2.1:80 check 12", "server has no option '12'"],
  ["http-request set-header X", "http-request set-header needs <value>"],
  ["blance roundrobin", "blance is no keyword of a listen section: balance is meant"],
])("%s", (line, message) => {
  const text = `listen web\n    ${line}\n`;
  const { diagnostics } = lint([{ path: "haproxy.cfg", text, node: "node" }], { targets: { haproxy: "3.4" } });
  const wrong = diagnostics.filter(({ severity, span }) => severity === "error" && span.start >= text.indexOf(line));
  expect(wrong.map((found) => found.message)).toEqual([message]);
});
