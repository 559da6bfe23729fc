/** Expressions on lines of a proxy. What is accepted and what is rejected is haproxy 3.4.0's own verdict on the same lines. */
import { describe, expect, test } from "vitest";
import { findingsOn } from "./haproxy-lines.ts";

const accepted = [
  "http-request set-header X %[req.hdr(host),lower]",
  "http-request set-header X %[src]%[src_port]%%",
  "http-request set-header X '%[str(\"a,b\")]'",
  "http-request set-header X %{+Q,-X}[src]",
  "http-request set-header X %(name)[src]",
  "http-request set-var(txn.x) path,regsub(a,)",
  "http-request set-var(txn.x) path,bytes(txn.start)",
  "http-request set-var(txn.x) path,concat(,txn.b)",
  "http-request set-var(txn.x) src,ipmask(255.255.0.0,64)",
  "http-request set-var(txn.x) src lower upper",
  "http-request set-var(txn.x,ifnotexists) var(txn.y,none)",
  "http-request set-var(txn.x) req.body,json_query('$.a','int')",
  "http-request set-var(txn.x) path,hmac(sha256,a2V5)",
  "http-request set-var(txn.x) lua.token(1,2),lua.check",
  "http-request set-var(txn.x) fc_rtt",
  "http-request set-timeout server 5s",
  "http-request pause res.ver",
  "http-request return status 200 content-type text/plain lf-string '%[src]'",
  "http-request redirect location %[path] code 301",
  "redirect location http://a/%20%[bogus]",
  "http-request deny deny_status 429",
  "http-response set-header X %[status]",
  "http-request track-sc0 src table app",
  "tcp-request content set-var(sess.x) req.ssl_sni",
  "use_backend %[req.hdr(host),lower]",
  "acl a src 10.0.0.0/8 ::1 10.1",
  "acl a src example.org",
  "acl a dst_port gt 1024 lt 2048 80:90 :5 5:",
  "acl a req.ssl_ver 3.0:3.1 gt 3.2",
  "acl a path -m reg ^/a(b|c)",
  "acl a req.hdr(x) -m found",
  "acl a src -m str 10.",
  "acl a method GET POST",
  "acl a req.payload(0,2) -m bin 1603",
  "acl a path_beg -i /x -- -y",
  "acl a path_beg,lower -m sub x",
  "acl a ssl_fc",
  "acl a var(txn.a) -m int 5",
  "acl a url_len ge 100",
  "acl a src -u",
  "acl a src lower a",
  "acl a req.hdr(a) lower bad",
  "acl a req.hdr(a) -- lower,bad",
  "acl a path lower,bad",
  'acl a "${FETCH}" -m beg /a',
  'http-request track-sc0 s"${REST}"',
  'http-request "sc-add-gpc(${N},1)" 5',
  'http-request "set-var(${NAME})" src',
  'http-request "do-resolve(${NAME},dns)" req.hdr(host)',
  'http-request deny if { "${FETCH}" -m beg /a }',
  'http-request set-var(txn.x) src,bytes(0,"${N}")',
  'http-request set-var(txn.x) "rand(${N}),add(${N})"',
  'http-request set-header X "%[path,bytes(0,${N})]"',
];

const rejected: readonly (readonly [line: string, finding: string])[] = [
  ["http-request set-header X %[req.hdrr(host)]", "error unknown-keyword"],
  ["http-request set-header X %[path,lowerr]", "error unknown-keyword"],
  ["http-request set-header X %[lower]", "error unknown-keyword"],
  ["acl a req.hdr(a) lower,bad a", "error unknown-keyword"],
  ["acl a req.hdr(a) lower upper,bad a", "error unknown-keyword"],
  ["acl a req.hdr(a) lower=1 a", "error invalid-value"],
  ["acl a req.hdr(a) field(1) a", "error argument-count"],
  ["acl a ssl_fc ipmask(24) a", "error incompatible-sample-type"],
  ["acl a src ipmask(99) 10.0.0.0/8", "error invalid-value"],
  ["acl a src ipmask(24) 10.0.0.0/8", "error invalid-value"],
  ["acl a src,ipmask(24) ipmask(24)", "error invalid-value"],
  ["http-request deny if { req.hdr(a) lower,bad a }", "error unknown-keyword"],
  ["http-request set-header X %foo", "error invalid-value"],
  ["http-request set-header X 100%", "error invalid-value"],
  ["http-request set-header X %[src", "error invalid-value"],
  ["http-request set-header X %[status]", "error fetch-in-wrong-place"],
  ["http-response set-header X %[path]", "error fetch-in-wrong-place"],
  ["tcp-request connection set-var(sess.x) path", "error fetch-in-wrong-place"],
  ["tcp-check send-lf %[path]", "error fetch-in-wrong-place"],
  ["http-request set-var(txn.x) ssl_fc,ipmask(24)", "error incompatible-sample-type"],
  ["http-request set-var(txn.x) src,add(1)", "error incompatible-sample-type"],
  ["http-request set-var(txn.x) src,ipmask(33)", "error invalid-value"],
  ["http-request set-var(txn.x) src,ipmask", "error argument-count"],
  ["http-request set-var(txn.x) path,field(0,/)", "error invalid-value"],
  ["http-request set-var(txn.x) path,field(a,/)", "error invalid-value"],
  ["http-request set-var(txn.x) path,field(1)", "error argument-count"],
  ["http-request set-var(txn.x) path,lower(1)", "error argument-count"],
  ["http-request set-var(txn.x) path,regsub(a,b,x)", "error invalid-value"],
  ["http-request set-var(txn.x) path,bytes(-1)", "error invalid-value"],
  ["http-request set-var(txn.x) path,sha2(265)", "error invalid-value"],
  ["http-request set-var(txn.x) path,strcmp(foo)", "error invalid-value"],
  ["http-request set-var(txn.x) path,json(utf9)", "error invalid-value"],
  ["http-request set-var(txn.x) var(foo)", "error invalid-value"],
  ["http-request set-var(txn.x) req.hdr(a,b)", "error invalid-value"],
  ["http-request set-var(txn.x) req.hdr(a,1,2)", "error argument-count"],
  ["http-request return status 200 string ok", "error argument-count"],
  ["http-request return status 204 content-type a string ok", "error invalid-value"],
  ["http-request redirect code 301", "error argument-count"],
  ["http-response redirect scheme https", "error invalid-value"],
  ["http-request wait-for-body at-least 5", "error argument-count"],
  ["tcp-check expect comment x", "error argument-count"],
  ["stick-table size 1k", "error argument-count"],
  ["stick-table type ip size 1k store gpc(2),gpc0", "error invalid-value"],
  ["use_backend %[bogus]", "error unknown-keyword"],
  ["acl a src 10.0.0.0/33", "error invalid-value"],
  ["acl a src 10.0.0.256", "error invalid-value"],
  ["acl a src ::1/129", "error invalid-value"],
  ["acl a dst_port abc", "error invalid-value"],
  ["acl a dst_port 90:80", "error invalid-value"],
  ["acl a src -n example.org", "error invalid-value"],
  ["acl a src -m int 5", "error incompatible-sample-type"],
  ["acl a src -m ipv4 10.0.0.1", "error invalid-value"],
  ["acl a src -x 10.0.0.1", "error invalid-value"],
  ["acl a path -m str -m beg /", "error invalid-value"],
  ["acl a req.payload(0,2) 1603", "error incompatible-sample-type"],
  ["acl a req.payload(0,2) -m bin 160", "error invalid-value"],
  ["acl a path_foo /x", "error unknown-keyword"],
  ["acl a path -m reg (", "error invalid-value"],
];

describe("accepted lines have no error", () => {
  test.each(accepted)("%s", (line) => {
    expect(findingsOn(line).filter((finding) => finding.startsWith("error"))).toEqual([]);
  });
});

describe("rejected lines have an error of the right kind", () => {
  test.each(rejected)("%s", (line, finding) => {
    expect(findingsOn(line)).toContain(finding);
  });
});

describe("what haproxy only warns of", () => {
  test("an ACL without a pattern", () => {
    expect(findingsOn("acl a path")).toEqual(["warning acl-without-pattern"]);
  });
  test("a condition that has no value there", () => {
    expect(findingsOn("http-response deny if { path /x }")).toEqual(["warning fetch-in-wrong-place"]);
  });
});

describe("the section decides", () => {
  test("a log-format in a backend is never compiled", () => {
    expect(findingsOn("log-format %[bogus]", { section: "backend b" })).toEqual(["warning misplaced-keyword"]);
    expect(findingsOn("log-format %[bogus]", { section: "frontend f" })).toContain("error unknown-keyword");
  });
  test("a format that a later line replaces is never compiled", () => {
    const section = "frontend f\n  log-format %ci\n  log-format %cp\nfrontend web";
    expect(findingsOn("log-format %[bogus]", { section })).toContain("error unknown-keyword");
    expect(findingsOn("log-format %[bogus]", { section: "defaults" })).toEqual([]);
    expect(findingsOn("log-format %[bogus]\n  log-format %ci", { section })).toEqual([]);
  });
  test("a fetch about the proxy around it needs one of its kind", () => {
    expect(findingsOn("http-request set-var(txn.x) be_conn", { section: "frontend f" })).toContain(
      "error argument-count",
    );
    expect(findingsOn("http-request set-var(txn.x) be_conn", { section: "backend b" })).toEqual([]);
    expect(findingsOn("http-request set-var(txn.x) be_conn(app)", { section: "frontend f" })).toEqual([]);
  });
  test("timeouts of one side", () => {
    expect(findingsOn("http-request set-timeout client 5s", { section: "backend b" })).toContain(
      "error misplaced-keyword",
    );
    expect(findingsOn("http-request set-timeout client 5s", { section: "frontend f" })).toEqual([]);
  });
});

describe("the target version decides", () => {
  test("a fetch that came later", () => {
    expect(findingsOn("http-request set-var(txn.x) uptime", { target: "2.8" })).toContain(
      "error keyword-newer-than-target",
    );
    expect(findingsOn("http-request set-var(txn.x) uptime", { target: "3.0" })).toEqual([]);
  });
  test("an address was an IPv4 address before 2.9, and so an integer", () => {
    expect(findingsOn("http-request set-var(txn.x) src,add(1)", { target: "2.6" })).toEqual([]);
  });
  test("a log-format alias that is gone", () => {
    expect(findingsOn("http-request set-header X %Ci", { target: "3.4" })).toContain("error removed-keyword");
    expect(findingsOn("http-request set-header X %Ci", { target: "2.4" })).toEqual([]);
  });
});

describe("tracking counters", () => {
  test("there are three where global says nothing", () => {
    expect(findingsOn("http-request track-sc2 src table app")).toEqual([]);
    expect(findingsOn("http-request track-sc3 src table app")).toContain("error invalid-value");
    expect(findingsOn("http-request sc-inc-gpc(0,3)")).toContain("error invalid-value");
  });
  test("global says how many there are", () => {
    const section = "global\n  tune.stick-counters 5\nlisten web";
    expect(findingsOn("http-request track-sc4 src table app", { section })).toEqual([]);
    expect(findingsOn("http-request sc-inc-gpc0(5)", { section })).toContain("error invalid-value");
  });
  test("no number is counter 0", () => {
    expect(findingsOn("http-request track-sc src table app")).toEqual([]);
  });
});
