/** Arguments at the edge of what haproxy takes. What is accepted and rejected is haproxy 3.4.0's own verdict on the same text. */
import { describe, expect, test } from "vitest";
import { lint } from "../../src/api/lint.ts";

type Row = readonly [text: string, error?: string];

/** The errors of a text, as `line rule`. */
function errorsOf(text: string, target = "3.4"): string[] {
  const { diagnostics } = lint([{ path: "haproxy.cfg", text: `${text}\n`, node: "node" }], {
    targets: { haproxy: target },
  });
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ span, rule }) => `${text.slice(0, span.start).split("\n").length} ${rule.slice("haproxy/".length)}`);
}

function within(head: string, rows: readonly Row[]): { text: string; error: string | undefined }[] {
  return rows.map(([text, error]) => ({ text: `${head}${text}`, error }));
}

const listen = "listen web\n  mode http\n  bind :80\n  ";
const acme = "acme le\n  ";
const experimental = "global\n  expose-experimental-directives\n";

const cases = [
  ...within("backend t\n  mode http\n  stick-table type ip size 1k expire 1m store ", [
    ["gpc_rate(2,10s)"],
    ["http_req_rate(10s),gpc_rate(2,10s),gpc(2)"],
    ["gpc_rate(2,10s", "3 invalid-value"],
    ["gpc_rate(2)", "3 invalid-value"],
  ]),
  ...within("global\n  ", [
    ["tune.quic.fe.cc.reorder-ratio 200"],
    ["tune.quic.fe.cc.reorder-ratio 0", "2 invalid-value"],
    ["tune.bufsize 0", "2 invalid-value"],
    ["tune.bufsize 16384"],
    ["tune.streams-elasticity 50", "2 invalid-value"],
    ["ssl-load-extra-files all none", "2 argument-count"],
    ["ssl-load-extra-files key ocsp"],
    ["jwt.decrypt_alg_list ALL:!RSA1_5"],
    ["jwt.decrypt_alg_list RS256", "2 invalid-value"],
    ["jwt.decrypt_enc_list"],
    ["set-var proc.dc str(a)"],
    ["set-var txn.dc str(a)", "2 invalid-value"],
    ["ocsp-update.maxdelay 100", "2 invalid-value"],
    ["ocsp-update.mindelay 60\n  ocsp-update.maxdelay 100"],
    ["tune.ssl.ocsp-update.mindelay 7200", "2 invalid-value"],
    ["tune.ssl.ocsp-update.maxdelay 7200\n  tune.ssl.ocsp-update.mindelay 7200"],
    ["ocsp-update.mindelay 60\nglobal\n  ocsp-update.maxdelay 100"],
  ]),
  ...within(experimental + acme, [
    ["directory https://ca.example/d\n  curves P-384\n  profile short-lived_1"],
    ["directory https://ca.example/d\n  curves secp384r1"],
    ["directory https://ca.example/d\n  curves 384", "5 invalid-value"],
    ["directory https://ca.example/d\n  profile a.b", "5 invalid-value"],
    ["directory https://ca.example/d\n  eab-key-id a", "3 argument-count"],
    ["contact ops@example.org", "3 argument-count"],
  ]),
  ...within("traces\n  trace ", [["h1"], ["all level user"], ["h4", "2 invalid-value"]]),
  ...within("crt-store s\n  load ", [
    ["crt /a.pem alias x"],
    ["alias x", "2 invalid-value"],
    ["crt /a.pem acme nosuch domains a.example", "2 undefined-reference"],
  ]),
  ...within("frontend web\n  mode http\n  bind :443 ssl\n  ", [
    ["ssl-f-use crt /a.pem"],
    ["ssl-f-use alpn h2", "4 invalid-value"],
  ]),
  ...within(listen, [
    ["hash-type map-based djb2 avalanche x"],
    ["email-alert from"],
    ["log-steps"],
    ["persist rdp-cookie()", "4 invalid-value"],
    ["cookie a insert attr SameSite=Lax"],
    ["cookie a insert attr a;b", "4 invalid-value"],
    ["http-request set-var-fmt(txn.a)"],
    ["http-request set-var-fmt(txn.a) if TRUE", "4 argument-count"],
    ["http-request sc-set-gpt0(0)"],
    ["http-request sc-set-gpt0(0) if TRUE", "4 argument-count"],
    ["acl a src,table_conn_rate gt 1", "4 undefined-reference"],
    ["acl a src,in_table", "4 undefined-reference"],
    ["acl a table_cnt gt 1", "4 undefined-reference"],
    ["stick-table type ip size 1k expire 1m\n  acl a table_avl gt 1"],
    ["stick-table type ip size 1k expire 1m store conn_rate(1s)\n  acl a src,table_conn_rate gt 1"],
    ["acl a str(x),add_item x", "4 invalid-value"],
    ["option httpchk\n  http-check send hdr Host a hdr Host b", "5 invalid-value"],
    ["option httpchk\n  http-check send hdr X-A a hdr X-A b"],
    ["option tcp-check\n  tcp-check connect proto h1", "5 invalid-value"],
    ["option tcp-check\n  tcp-check connect proto none"],
    ["option tcp-check\n  tcp-check expect min-recv abc string x"],
    ["filter fcgi-app php\nfcgi-app php\n  docroot /x", "4 argument-count"],
    ["filter fcgi-app php\n  server s 192.0.2.1:9000 proto fcgi\nfcgi-app php\n  docroot /x"],
  ]),
  ...within("backend b\n  server s 192.0.2.1:80\n  ", [["log-steps nosuch"]]),
  // Numbers are read in 64 bits, most are kept in 32, and times begin anew behind 64.
  ...within("backend b\n  ", [
    ["default-server fall 4294967297"],
    ["default-server fall 4294967296", "2 invalid-value"],
    ["default-server fall 99999999999999999999", "2 invalid-value"],
    ["server s 192.0.2.1:80 weight 4294967297"],
    ["server s 192.0.2.1:80 id 4294967297", "2 invalid-value"],
    ["server s 192.0.2.1:4294967376"],
    ["timeout server 18446744073709551617s"],
    ["timeout server 4294967297s", "2 invalid-value"],
    ["balance uri depth 4294967296", "2 invalid-value"],
    ["stick-table type ip size 1k store gpc(4294967297)"],
    ["acl a nbsrv lt 1.5"],
    ["acl a nbsrv eq 2 gt 1.5"],
    ["acl a nbsrv 1.5", "2 invalid-value"],
    ["acl a nbsrv -m int eq -- 2"],
    ["acl a nbsrv lt 99999999999999999999", "2 invalid-value"],
    ["acl a nbsrv gt 1 eq 1.5", "2 invalid-value"],
    ["acl a src 192.168_1.0/24", "2 invalid-value"],
    ["acl a src -n app", "2 invalid-value"],
  ]),
  ...within("global\n  ", [
    ["maxconn 99999999999999999999"],
    ["ssl-security-level 4294967297"],
    ["tune.maxaccept 4294967297", "2 invalid-value"],
    ["tune.quic.fe.stream.max-total -1"],
    ["maxcompcpuusage -1", "2 invalid-value"],
  ]),
  ...within(listen, [
    ["http-request sc-inc-gpc(,1)"],
    ["http-request sc-inc-gpc(0,4294967297)"],
    ["http-request sc-inc-gpc(0,+5)", "4 invalid-value"],
    // What follows the closing parenthesis is not looked at, but behind variables.
    ["http-request sc-inc-gpc(0,0)x"],
    ["http-request set-map(/a.map)x a b"],
    ["http-request set-var(txn.a)x int(1)", "4 invalid-value"],
    ["http-request capture req.hdr(x) id 4294967295"],
    ["http-request capture req.hdr(x) id +5", "4 invalid-value"],
    ["mode( http", "4 unknown-keyword"],
  ]),
  ...within("namespace_list\n  ", [["foo bar"]]),
  ...within("traces\n  ", [
    ["trace all sink stdout level user"],
    ["trace all event any", "2 unknown-keyword"],
    ["trace h1 event nosuch", "2 invalid-value"],
    ["trace h1 lock nosuch", "2 invalid-value"],
  ]),
  ...within("backend b\n  mode http\n  option ", [
    ["httpchk\n  http-check expect status 200,-1"],
    ["httpchk\n  http-check expect status +200", "4 invalid-value"],
    ["httpchk\n  http-check connect port +5", "4 unknown-keyword"],
  ]),
  ...within("ring r\n  size 32768\n  ", [
    ["timeout conect 5s"],
    ["timeout connect", "3 argument-count"],
    ["timeout server 5x", "3 invalid-value"],
  ]),
  ...within("peers p\n  peer ", [["a,b"], ["a,b 192.0.2.1:10000", "2 invalid-value"]]),
  ...within("defaults d\n  mode http\n  log-format 50%\n", [
    ["backend b from d\n  server s 192.0.2.1:80"],
    ["frontend f from d\n  bind :80", "3 invalid-value"],
  ]),
  // No proxy starts from these defaults: the condition is put together all the same.
  ...within("defaults d\n  mode http\n  ", [
    ["http-request deny if nosuch", "3 undefined-reference"],
    ["acl known src 192.0.2.1\n  http-request deny if known"],
  ]),
];

describe("haproxy 3.4 says the same of", () => {
  test.each(cases)("$text", ({ text, error }) => {
    const found = errorsOf(text);
    if (error === undefined) expect(found).toEqual([]);
    else expect(found).toContain(error);
  });
});
