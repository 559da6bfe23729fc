/** Lines that are right alone and wrong together. What is accepted and rejected is haproxy 3.4.0's own verdict on the same text. */
import { describe, expect, test } from "vitest";
import { lint } from "../../src/api/lint.ts";

const head =
  "global\n  log stdout local0\ndefaults\n  mode http\n  timeout connect 1s\n  timeout client 1s\n  timeout server 1s\n";

type Row = readonly [text: string, error?: string];
const rows = (all: readonly Row[]) => all.map(([text, error]) => ({ text, error }));

/** The errors of a text behind a usual beginning, as `line rule`, lines counted from the text. */
function errorsOf(text: string, before = head, target = "3.4"): string[] {
  const whole = `${before}${text}\n`;
  const { diagnostics } = lint([{ path: "haproxy.cfg", text: whole, node: "node" }], { targets: { haproxy: target } });
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(
      ({ span, rule }) =>
        `${whole.slice(before.length, span.start).split("\n").length} ${rule.slice("haproxy/".length)}`,
    );
}

const servers: readonly Row[] = [
  ["server a udp@192.0.2.1:80", "2 invalid-value"],
  ["mode tcp\n  server a uxdg@/run/a.sock", "3 invalid-value"],
  ["disabled\n  server a udp@192.0.2.1:80"],
  ["server a 192.0.2.1:443 ssl", "2 argument-count"],
  ["server a 192.0.2.1:443 check-ssl", "2 argument-count"],
  ["server a 192.0.2.1:443 ssl verify required", "2 argument-count"],
  ["server a 192.0.2.1:443 ssl verify none"],
  ["server a 192.0.2.1:443 ssl ca-file @system-ca"],
  ["default-server verify none\n  server a 192.0.2.1:443 ssl"],
  ["default-server ssl\n  server a 192.0.2.1:443 no-ssl", "3 argument-count"],
  ["server-template a 3 192.0.2.1:443 ssl", "2 argument-count"],
  ["server a 192.0.2.1:443 no-ssl"],
  ["disabled\n  server a 192.0.2.1:443 ssl"],
  ["server a 192.0.2.1 check", "2 argument-count"],
  ["server a 192.0.2.1:+1 check", "2 argument-count"],
  ["server a 192.0.2.1:0 check", "2 argument-count"],
  ["default-server check\n  server a 192.0.2.1", "3 argument-count"],
  ["server a 192.0.2.1"],
  ["server a 192.0.2.1 check port 80"],
  ["server a 192.0.2.1 check addr 192.0.2.2:80"],
  ["server a host.example check"],
  ["server a /run/a.sock check"],
  ["option tcp-check\n  tcp-check connect port 80\n  server a 192.0.2.1 check"],
  ["server a 192.0.2.1:80 agent-check", "2 argument-count"],
  ["server a 192.0.2.1:80 agent-check agent-port 0", "2 argument-count"],
  ["server a 192.0.2.1:80 agent-check agent-port 5"],
  ["server a 192.0.2.1:80 agent-check port 5"],
  ["default-server agent-check\n  server a 192.0.2.1:80 check port 5"],
  ["server a 192.0.2.1:80 agent-check port 5 agent-port 0", "2 argument-count"],
  ["tcp-check connect port 80\n  server a 192.0.2.1 check", "3 argument-count"],
  ["option httpchk\n  tcp-check connect port 80\n  server a 192.0.2.1 check", "4 argument-count"],
  ["option tcp-check\n  tcp-check connect linger\n  server a 192.0.2.1 check", "4 argument-count"],
  ["option tcp-check\n  tcp-check connect addr 192.0.2.2:80\n  server a 192.0.2.1 check"],
  [
    "option tcp-check\n  tcp-check connect port 80\n  tcp-check connect\n  server a 192.0.2.1 check",
    "5 argument-count",
  ],
  ["option tcp-check\n  tcp-check connect port 80\n  tcp-check connect port 81\n  server a 192.0.2.1 check"],
  [
    "option tcp-check\n  tcp-check connect\n  tcp-check connect port 80\n  server a 192.0.2.1 check",
    "5 argument-count",
  ],
  ["option tcp-check\n  tcp-check connect port int(80)\n  server a 192.0.2.1 check", "4 argument-count"],
  ["option httpchk\n  http-check connect\n  http-check send meth GET\n  server a 192.0.2.1 check", "5 argument-count"],
  ["option httpchk\n  http-check connect port 80\n  http-check send meth GET\n  server a 192.0.2.1 check"],
  ["server a 192.0.2.1 check addr 192.0.2.9", "2 argument-count"],
  ["server a 192.0.2.1 check addr localhost", "2 argument-count"],
  ["server a 192.0.2.1 check addr [2001:db8::1]", "2 argument-count"],
  ["server a 192.0.2.1 check addr localhost port 80"],
  ["server a 192.0.2.1 check addr localhost:80"],
  ["server a 192.0.2.1 check addr [2001:db8::1]:80"],
  ["server a 192.0.2.1 check addr unix@/run/a.sock"],
  ["server a 192.0.2.1 check addr /run/a.sock"],
  ["server a 192.0.2.1 check addr ::1:90"],
  [
    "option tcp-check\n  option httpchk\n  http-check connect port 80\n  http-check send meth GET\n  server a 192.0.2.1 check",
  ],
  ["use-server app/a if TRUE\n  server a 192.0.2.1:80", "2 undefined-reference"],
  ["default-server agent-port 5\n  server a 192.0.2.1:80 agent-check"],
  ["server a 192.0.2.1:80 check track app/b\n  server b 192.0.2.2:80 check", "2 invalid-value"],
  ["server a 192.0.2.1:80 track app/b\n  server b 192.0.2.2:80 check"],
  ["server a 192.0.2.1:80 track b\n  server b 192.0.2.2:80", "2 argument-count"],
  ["server a 192.0.2.1:80 track b\n  server b 192.0.2.2:80 track c\n  server c 192.0.2.3:80 agent-check agent-port 5"],
  ["server a 192.0.2.1:80 track b\n  default-server check\n  server b 192.0.2.2:80"],
  ["server a 192.0.2.1:80 track a", "2 invalid-value"],
  ["server a 192.0.2.1:80 redir http://a"],
  ["mode tcp\n  server a 192.0.2.1:80 redir http://a", "3 invalid-value"],
  ["mode tcp\n  server a 192.0.2.1:80 observe layer7", "3 invalid-value"],
  ["mode tcp\n  server a 192.0.2.1:80 observe layer4"],
  ["mode tcp\n  server a 192.0.2.1:80 proto h2", "3 invalid-value"],
  ["mode tcp\n  server a 192.0.2.1:80 proto none"],
  ["server a 192.0.2.1:80 proto h2"],
  ["server a 192.0.2.1:80 proto spop", "2 invalid-value"],
  ["server a 192.0.2.1:80 proto fcgi", "2 argument-count"],
  ["server a 192.0.2.1:80 weight cookie a", "2 argument-count"],
  ["server a 192.0.2.1:80 weight check"],
  ["server a 192.0.2.1:80 weight"],
  ["server a 192.0.2.1:443 ssl verify none alpn h3", "2 invalid-value"],
  ["server a 192.0.2.1:443 ssl verify none alpn h2,http/1.1"],
];

const listeners: readonly Row[] = [
  ["bind quic4@:443", "2 argument-count"],
  ["bind quic4@:443 ssl crt /a.pem"],
  ["mode tcp\n  bind quic4@:443 ssl crt /a.pem", "3 invalid-value"],
  ["bind :443 ssl", "2 argument-count"],
  ["bind :443 ssl strict-sni generate-certificates ca-sign-file /a", "2 argument-count"],
  ["bind :443 ssl strict-sni"],
  ["bind :443 ssl crt /a.pem"],
  ["bind :443 ssl crt-list /a"],
  ["bind :443 ssl crt /a.pem ssl-min-ver TLSv1.3 ssl-max-ver TLSv1.2", "2 invalid-value"],
  ["bind :443 ssl crt /a.pem ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.3"],
  ["bind :443 ssl crt /a.pem no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13", "2 invalid-value"],
  ["bind :443 ssl crt /a.pem no-sslv3 no-tlsv10 no-tlsv11"],
  ["bind :443 ssl crt /a.pem alpn h3,h2", "2 invalid-value"],
  ["bind quic4@:443 ssl crt /a.pem alpn h3"],
  ["bind quic4@:443 ssl crt /a.pem accept-proxy", "2 invalid-value"],
  ["bind :80 proto none", "2 invalid-value"],
  ["bind :80 proto h2"],
  ["mode tcp\n  bind :80 proto h1", "3 invalid-value"],
  ["mode tcp\n  bind :80 proto none"],
];

const checks: readonly Row[] = [
  ["option httpchk\n  http-check expect status 200\n  http-check send meth GET", "4 misplaced-keyword"],
  ["option httpchk\n  http-check send meth GET\n  http-check send meth GET", "4 misplaced-keyword"],
  ["option httpchk\n  http-check expect status 200\n  http-check connect", "4 misplaced-keyword"],
  ["option httpchk\n  http-check connect\n  http-check expect status 200", "4 misplaced-keyword"],
  ["option httpchk\n  http-check connect\n  http-check connect", "4 misplaced-keyword"],
  ["option tcp-check\n  tcp-check send x\n  tcp-check comment x\n  tcp-check connect", "5 misplaced-keyword"],
  ["http-check send meth GET\n  option httpchk GET /\n  http-check expect status 200"],
  [
    "option httpchk\n  http-check set-var(check.x) int(1)\n  http-check connect\n  http-check send meth GET\n  http-check expect status 200\n  http-check connect",
  ],
  [
    "option tcp-check\n  tcp-check connect\n  tcp-check connect\n  tcp-check send x\n  tcp-check expect string x\n  tcp-check connect",
  ],
];

const proxies: readonly Row[] = [
  ["listen a\n  bind :80\n  use_backend a if TRUE", "3 invalid-value"],
  ["listen a\n  bind :80\n  default_backend a", "3 invalid-value"],
  ["listen a\n  bind :80\n  default_backend a\n  default_backend b\nbackend b"],
  ["defaults\n  mode http\n  default_backend a\nlisten a\n  timeout client 1s", "4 invalid-value"],
  ["defaults\n  mode http\n  default_backend a\nlisten a\n  default_backend b\nbackend b"],
  ["defaults\n  mode http\n  default_backend a\nlisten b\n  timeout client 1s\nbackend a"],
  ["backend a\n  mode log\n  balance leastconn", "3 invalid-value"],
  ["defaults\n  mode log\n  balance first\nbackend a\n  server a udp@192.0.2.1:80", "4 invalid-value"],
  ["backend a\n  mode log\n  balance hash path", "3 invalid-value"],
  ["backend a\n  mode log\n  balance leastconn\n  balance random(2)"],
  ["backend a\n  mode log\n  balance uri"],
  ["backend a\n  mode log\n  balance log-hash field(1,:),lower"],
  ["backend a\n  mode log\n  balance log-hash bad", "3 invalid-value"],
  ["backend a\n  mode log\n  balance log-hash lower,bad", "3 invalid-value"],
  ["backend a\n  mode log\n  balance log-hash lower bad"],
  ["backend a\n  mode log\n  balance log-hash ,,lower,,"],
  ["backend a\n  mode log\n  balance log-hash field(1,:", "3 invalid-value"],
  ["backend a\n  mode log\n  balance log-hash field(1,", "3 invalid-value"],
  ["backend a\n  mode log\n  balance log-hash bad\n  balance roundrobin"],
  ["backend a\n  balance log-hash bad"],
  ["backend a\n  mode log\n  balance log-hash lower\n  hash-type consistent", "4 invalid-value"],
  ["defaults\n  mode log\n  balance log-hash bad\nbackend a\n  server a udp@192.0.2.1:80", "4 invalid-value"],
  ["backend a\n  mode log\n  dispatch 192.0.2.1:80", "3 misplaced-keyword"],
  ["backend a\n  mode log\n  option transparent\n  server a udp@192.0.2.1:80", "3 misplaced-keyword"],
  ["backend a\n  mode log\n  dispatch 192.0.2.1:80\n  balance roundrobin"],
  ["backend a\n  mode log\n  server a udp@192.0.2.1:80\n  server b 192.0.2.2:80", "4 invalid-value"],
  ["backend a\n  mode log\n  server a 192.0.2.1:80\n  server b 192.0.2.2:80"],
  ["healthcheck h\n  type httpchk\n  type httpchk", "3 misplaced-keyword"],
  ["healthcheck h\n  type smtpchk\n  tcp-check connect", "3 misplaced-keyword"],
  ["healthcheck h\n  tcp-check connect\n  type httpchk", "3 misplaced-keyword"],
  ["healthcheck h\n  tcp-check connect\n  http-check connect", "3 misplaced-keyword"],
  ["healthcheck h\n  http-check connect\n  http-check expect status 200\n  type httpchk"],
  ["healthcheck h\n  type httpchk\n  http-check connect\n  http-check expect status 200", "4 misplaced-keyword"],
  ["backend b from"],
  ["backend a\n  option external-check\n  external-check command /bin/true", "2 argument-count"],
  ["backend a\n  stats auth a:b\n  stats http-request allow", "3 misplaced-keyword"],
  ["backend a\n  stats enable\n  stats http-request allow"],
  ["backend a\n  option transparent\n  balance roundrobin", "3 misplaced-keyword"],
  ["fcgi-app f\n  docroot /a\nbackend a\n  use-fcgi-app f\n  server s 192.0.2.1:80", "4 argument-count"],
  ["fcgi-app f\n  docroot /a\nbackend a\n  use-fcgi-app f\n  server s 192.0.2.1:80 proto fcgi"],
];

const single: readonly Row[] = [
  ['fcgi-app a\n  "${ROOT}" /a'],
  [
    'backend a\n  filter bwlim-out x default-limit 1m default-period 1s\n  http-request set-bandwidth-limit x limit 1m "${P}" 1s',
  ],
  ["global\n  maxconn 1.5", "2 invalid-value"],
  ["global\n  maxconn 10\n  maxconn 1.5"],
  ["global\n  ssl-default-bind-options strict-sni\nfrontend f\n  bind :443 ssl"],
  ["global\n  ssl-default-bind-options strict-sni\nfrontend f\n  bind :443 ssl no-strict-sni", "4 argument-count"],
  ["global\n  maxconn 10\n  maxconn 10 20", "3 argument-count"],
  ["global\n  chroot /a\n  chroot\n  pidfile /a\n  pidfile"],
  ["global\n  .if feature(X)\n  chroot /a\n  .endif\n  chroot", "5 argument-count"],
  ["backend a\n  http-request set-map(/a x y"],
  ["backend a\n  http-request set-map x y"],
  ["backend a\n  http-response del-acl x"],
  ["backend a\n  http-response del-map x"],
  ["backend a\n  http-response del-map", "2 argument-count"],
  ["backend a\n  http-request set-map x", "2 argument-count"],
  ["global\n  cluster-secret a\n  cluster-secret", "3 argument-count"],
  ["backend a\n  http-request set-map(/a) x", "2 argument-count"],
  ["backend a\n  cookie a insert prefix", "2 invalid-value"],
  ["backend a\n  cookie a rewrite indirect", "2 invalid-value"],
  ["backend a\n  cookie a preserve", "2 invalid-value"],
  ["backend a\n  cookie a insert indirect nocache preserve"],
  ["backend a\n  http-send-name-header Connection", "2 invalid-value"],
  ["backend a\n  http-send-name-header X-Server"],
  ["userlist u\n  user a insecure-password insecure-password x", "2 invalid-value"],
  ["userlist u\n  user a insecure-password insecure-password"],
  ["crt-store\n  load crt /a.pem\n  load crt /a.pem", "3 invalid-value"],
  ["crt-store\n  load crt /a.pem alias a\n  load crt /b.pem alias a", "3 invalid-value"],
  ["crt-store\n  load crt /a.pem alias a\n  load crt /a.pem alias b"],
  ["crt-store a\n  load crt /a.pem\ncrt-store b\n  load crt /a.pem"],
  ["global\n  h1-case-adjust content-length Content-Lengths", "2 invalid-value"],
  ["global\n  h1-case-adjust a A\n  h1-case-adjust a a", "3 invalid-value"],
  ["listen l\n  bind :80\n  default_backend a\nbackend a\n  use_backend gone", "5 undefined-reference"],
  ["backend a\n  use_backend a", "2 invalid-value"],
  ["backend a\n  default_backend a", "2 invalid-value"],
  ["backend a\nbackend b\n  use_backend a"],
  ["frontend f\n  bind :80\n  capture cookie SID len 10ms"],
  ["frontend f\n  bind :80 mss 0x10", "2 invalid-value"],
  ["frontend f\n  bind :80 ssl crt /a.pem ca-ignore-err 18,404", "2 invalid-value"],
  ["frontend f\n  bind /run/a.sock mode -1"],
  ["frontend f\n  bind :80\n  http-request capture hdr(x) id 3", "3 invalid-value"],
  ["frontend f\n  bind :80\n  declare capture request len 5\n  http-request capture hdr(x) id 0"],
  ["backend a\n  server-template a -1-3 192.0.2.1:80", "2 invalid-value"],
  ["backend a\n  http-request set-bandwidth-limit nosuch", "2 invalid-value"],
  ["backend a\n  filter comp-req\n  filter compression", "3 misplaced-keyword"],
  ["backend a\n  filter comp-req\n  filter comp-res"],
  ["backend a\n  filter compression\n  filter cache c\ncache c\n  total-max-size 4", "3 misplaced-keyword"],
  ["backend a\n  filter cache c\n  filter compression\ncache c\n  total-max-size 4"],
  ["backend a\n  filter cache c\n  filter cache c\ncache c\n  total-max-size 4", "3 misplaced-keyword"],
  ["backend a\n  filter compression\n  http-request cache-use c\ncache c\n  total-max-size 4", "3 misplaced-keyword"],
  ["backend a\n  http-request cache-use c\n  filter trace\ncache c\n  total-max-size 4", "2 argument-count"],
  ["backend a\n  filter trace\n  compression algo gzip", "3 argument-count"],
  ["backend a\n  filter trace\n  filter compression\n  compression algo gzip"],
  ["backend a\n  http-request cache-use c\n  compression algo gzip\ncache c\n  total-max-size 4"],
  ["backend a\n  filter comp-req\n  filter-sequence request comp-req"],
  ["backend a\n  filter compression\n  filter-sequence request comp-req\n  filter-sequence response comp-res"],
  ["backend a\n  filter compression\n  filter-sequence request compression", "3 invalid-value"],
  ["backend a\n  filter trace\n  filter-sequence request trace,comp-req", "3 invalid-value"],
  ["frontend f\n  bind :80\n  log-format %bogus\n  option httplog"],
  ["frontend f\n  bind :80\n  option httplog\n  log-format %bogus", "4 invalid-value"],
  ["defaults d\n  http-request allow\nlisten a from d", "3 misplaced-keyword"],
  ["defaults d\n  http-request allow\nfrontend a from d\n  bind :80\nbackend b from d", "5 misplaced-keyword"],
  ["defaults d\n  tcp-response content accept\nfrontend a from d\n  bind :80", "3 misplaced-keyword"],
  ["defaults d\n  http-request allow\nbackend a from d\nbackend b from d"],
  ["healthcheck h\n  type httpchk\nhealthcheck h\n  type httpchk", "3 duplicate-definition"],
  ["backend a\n  server s 192.0.2.1:80\n  server s 192.0.2.2:80", "3 duplicate-definition"],
  ["backend a\n  server s 192.0.2.1:80\n  server t 192.0.2.2:80\n  server s 192.0.2.3:80"],
  ["frontend a\n  bind :80\n  bind :80"],
  [".if feature(X)\nfrontend a\n  bind :80\n.else\nfrontend b\n  bind :80\n.endif"],
  ["frontend a{\n  bind :80"],
  ["backend a {"],
  ["frontend f\n  bind :80\n  http-check expect string x"],
  ["frontend f\n  bind :80\n  http-send-name-header host"],
  ["frontend f\n  bind :80\n  http-request capture hdr(a) len 20m"],
  ["defaults d\n  http-request deny\ndefaults e from d", "3 misplaced-keyword"],
  ["cache c\n  max-age 5", "1 argument-count"],
  ["cache c\n  total-max-size 4\n  max-object-size 40000000", "3 invalid-value"],
  ["cache c\n  total-max-size 4\n  max-object-size 10000"],
  ["fcgi-app f\n  index x", "1 argument-count"],
  ["peers p\n  bind :1000\n  peer a 192.0.2.1:1000", "3 misplaced-keyword"],
  ["peers p\n  bind :1000\n  server a 192.0.2.1:1000"],
  ["peers p\n  table t type ip size 1k\n  table t type ip size 1k", "3 invalid-value"],
  ["backend a\n  stick-table type ip size 0", "2 invalid-value"],
  ["backend a\n  server s 192.0.2.1:80 resolve-net 10.0.0.0/8,x", "2 invalid-value"],
  ["backend a\n  email-alert mailers gone"],
  ["defaults d\n  email-alert mailers gone\nbackend a from d"],
  [
    "defaults d\n  email-alert mailers gone\n  email-alert from a@b\nbackend a from d\n  email-alert to c@d",
    "2 undefined-reference",
  ],
  ["backend a\n  ssl-f-use crt /a.pem"],
  ["backend a\n  email-alert mailers gone\n  email-alert from a@b\n  email-alert to c@d", "2 undefined-reference"],
  ["backend a\n  http-request set-header x %[req.hdr(a,-)]"],
  ["userlist u\n  user x insecure-password y\nbackend a\n  acl z http_auth_group(u)", "4 invalid-value"],
  ["backend a\n  acl z acl x", "2 invalid-value"],
  ["backend a\n  http-request set-var(txn.x) acl"],
  ["backend { a", "1 invalid-value"],
  ["frontend f\n  bind :80\n  redirect location / code 301ms"],
  ["frontend f\n  bind :80\n  redirect location / code 300", "3 invalid-value"],
  ["frontend f\n  bind :80\n  http-request deny deny_status 404k"],
  ["frontend f\n  bind :80\n  http-request deny deny_status 418", "3 invalid-value"],
  ["frontend f\n  bind :80\n  http-request tarpit deny_status 418 if TRUE", "3 invalid-value"],
  ["frontend f\n  bind :80\n  http-request deny status 418"],
  ["frontend f\n  bind :80\n  http-request deny deny_status 418 hdr a b"],
  ["frontend f\n  bind :80\n  http-request deny hdr a b deny_status 403", "3 invalid-value"],
  ["backend a\n  http-error content-type a string b status 404"],
  ["backend a\n  http-error status 503 string b", "2 argument-count"],
  ["backend a\n  http-error status 418", "2 invalid-value"],
  ["backend a\n  http-error default-errorfiles", "2 argument-count"],
  ["frontend f\n  mode log\n  mode http\n  bind :80", "2 invalid-value"],
  ["backend a\n  mode haterm", "2 invalid-value"],
  ["listen f\n  mode log\n  bind :80\n  server a 192.0.2.1:80"],
  ["frontend f\n  bind :80 tcp-ss", "2 argument-count"],
  ["global\n  set-var proc.x int(5) and more"],
  ["backend a\n  id 5\nfrontend f\n  id 05\n  bind :80", "4 duplicate-definition"],
  ["frontend f\n  bind :80 id 3\n  bind :81 id 3", "3 duplicate-definition"],
  ["frontend f\n  bind :80 id 3\nfrontend g\n  bind :81 id 3"],
  ["frontend f\n  bind :80 id 0", "2 invalid-value"],
  ["frontend f\n  bind :80\n  acl or path /x", "3 invalid-value"],
  ["frontend f\n  bind :80\n  acl a src -u 5 192.0.2.1\n  acl b src -u 5 192.0.2.2", "4 invalid-value"],
  ["global\n  tune.rcvbuf.frontend 64k\n  tune.rcvbuf.frontend 64k"],
];

/** The same for haproxy 2.6, by version 2.6.12 of it. */
const older: readonly Row[] = [
  ["backend a\n  server s 192.0.2.1:80a"],
  ["backend a\n  server s 192.0.2.1:a80", "2 invalid-value"],
  ["backend a\n  http-send-name-header host"],
  ["global\n  maxconn 1.5"],
  ["global\n  maxconn 3g"],
  ["global\n  maxconn 10 20", "2 argument-count"],
  ["frontend a\n  bind :80\nbackend a\nbackend a", "4 duplicate-definition"],
  ["frontend f\n  bind :80a"],
  ["frontend f{\n  bind :80", "1 invalid-value"],
  ["frontend f\n  bind :443 shards by-group", "2 keyword-newer-than-target"],
  ["frontend f\n  bind mptcp@:443", "2 keyword-newer-than-target"],
  ["backend a\n  option httpchk GET / HTTP/1.1 host", "2 keyword-newer-than-target"],
  ["backend a\n  hash-preserve-affinity always", "2 keyword-newer-than-target"],
  ["backend a\n  http-request set-header a %[req.hdr(host),host_only]"],
  ["backend a\n  server s 192.0.2.1:80 id 1\n  server s 192.0.2.2:80 id 2"],
  ["backend a\n  server s 192.0.2.1:80\n  server t 192.0.2.2:80\n  server s 192.0.2.3:80", "4 duplicate-definition"],
];

describe("single lines", () => {
  test.each(rows(single))("$text", ({ text, error }) => {
    expect(errorsOf(text)).toEqual(error === undefined ? [] : [error]);
  });
  test.each(rows(older))("haproxy 2.6: $text", ({ text, error }) => {
    expect(errorsOf(text, head, "2.6")).toEqual(error === undefined ? [] : [error]);
  });
});

describe("lines of a backend", () => {
  test.each(rows(servers))("$text", ({ text, error }) => {
    expect(errorsOf(`backend app\n  ${text}`)).toEqual(error === undefined ? [] : [error]);
  });
  test.each(rows(checks))("$text", ({ text, error }) => {
    expect(errorsOf(`backend app\n  ${text}`)).toEqual(error === undefined ? [] : [error]);
  });
});

describe("lines of a frontend", () => {
  test.each(rows(listeners))("$text", ({ text, error }) => {
    expect(errorsOf(`frontend web\n  ${text}`)).toEqual(error === undefined ? [] : [error]);
  });
});

describe("proxies", () => {
  test.each(rows(proxies))("$text", ({ text, error }) => {
    expect(errorsOf(text)).toEqual(error === undefined ? [] : [error]);
  });
});

describe("what stands elsewhere decides", () => {
  test("ssl-server-verify none", () => {
    expect(errorsOf("backend app\n  server a 192.0.2.1:443 ssl", `global\n  ssl-server-verify none\n${head}`)).toEqual(
      [],
    );
  });
  test("expose-experimental-directives lets HTTP/3 over TCP in", () => {
    const text = "frontend web\n  bind :443 ssl crt /a.pem alpn h3";
    expect(errorsOf(text, `global\n  expose-experimental-directives\n${head}`)).toEqual([]);
    expect(errorsOf(text, head, "3.2")).toEqual([]);
  });
  test("HTTP/2 needs large buffers", () => {
    const text = "frontend web\n  bind :443 ssl crt /a.pem alpn h2";
    expect(errorsOf(text, `global\n  tune.bufsize 8192\n${head}`)).toEqual(["2 invalid-value"]);
    expect(errorsOf(text, `global\n  tune.bufsize 8192\n${head}`, "2.6")).toEqual([]);
  });
  test("a file that is one of several says nothing of what it inherits", () => {
    expect(errorsOf("backend app\n  server a 192.0.2.1:443 ssl check", "")).toEqual([]);
  });
  test("a predicate may be false", () => {
    expect(
      errorsOf("backend app\n.if feature(X)\n  default-server verify none\n.endif\n  server a 192.0.2.1:443 ssl"),
    ).toEqual([]);
  });
});
