/** How much a finding of keepalived weighs: what the daemon drops or refuses is an error. */
import { expect, test } from "vitest";
import { lint } from "../../src/api/lint.ts";

const findings = (text: string, keepalived = "2.2.7") =>
  lint([{ path: "keepalived.conf", text }], { targets: { keepalived } })
    .diagnostics.filter(({ severity }) => severity !== "info")
    .map(({ rule, severity, span }) => `${text.slice(0, span.start).split("\n").length} ${rule} ${severity}`);

const server = (address: string, real: string) =>
  `virtual_server ${address} {\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n  real_server ${real} {\n    TCP_CHECK {\n    }\n  }\n}\n`;

const instance = (...lines: string[]) =>
  `vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n  virtual_ipaddress {\n    192.0.2.10/24\n  }\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

// keepalived 2.2.7: "Invalid real server ip address/port 192.0.2.21/1x - skipping".
test("a wrong port loses the server", () => {
  expect(findings(server("192.0.2.20 80", "192.0.2.21 1x"))).toContain("5 keepalived/invalid-value error");
  expect(findings(server("192.0.2.20 99999999999", "192.0.2.21 80"))).toContain("1 keepalived/invalid-value error");
});

// The tables of a routing protocol may be named on the node itself.
test("a routing table may be known to the node", () => {
  const route = instance("virtual_routes {", "  198.51.100.0/24 via 192.0.2.1 dev eth0 table private", "}");
  expect(findings(route).filter((one) => one.endsWith("error"))).toEqual([]);
});

// keepalived 2.2.7: "Unexpected '{' - ignoring", "Unknown keyword 'CL'".
test("the braces of a name that nothing defines are braces of the file", () => {
  expect(findings(`global_defs {\n  router_id \${CL}\n}\n`)).toEqual(["2 keepalived/undefined-definition error"]);
});

// keepalived 2.2.7: "invalid number '$priority'", "Priority not valid!".
test("a name that nothing defines is a value like any other", () => {
  expect(findings(instance("priority $priority"))).toEqual(["7 keepalived/priority-out-of-range error"]);
});

// keepalived 2.2.7: "Unterminated quote".
test("a curly quote with a plain partner opens a text that never ends", () => {
  expect(findings('vrrp_script a {\n  script \u201c/usr/bin/true"\n}\n')).toContain("2 parse/curly-quote error");
  expect(findings("vrrp_script a {\n  script \u201c/usr/bin/true\u201d\n}\n")).toContain("2 parse/curly-quote warning");
});

// keepalived 2.2.7: "Unknown keyword 'include'".
test("include without a file is no keyword", () => {
  expect(findings(`include\n${instance()}`)).toEqual(["1 keepalived/unknown-keyword error"]);
});

// keepalived 2.2.7: "Missing '{' at beginning of configuration block", "Unknown keyword 'virtual_server'".
test("a block that has no brace at all", () => {
  const text = `vrrp_instance VI_1\n\n${server("192.0.2.20 80", "192.0.2.21 80")}`;
  expect(findings(text)).toContain("1 keepalived/argument-count error");
  expect(findings("vrrp_instance VI_1\n# comment\n\n{\n  interface eth0\n  virtual_router_id 51\n}\n")).not.toContain(
    "1 keepalived/argument-count error",
  );
});
