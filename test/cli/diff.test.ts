/** `halint diff`: what two nodes say differently, grouped by what it means. */
import { expect, test } from "vitest";
import { folderWith, halint } from "./in-process.ts";

const vrrp = (id: number, priority: number, name = "VI_1") =>
  `vrrp_instance ${name} {\n  state BACKUP\n  interface eth0\n  virtual_router_id ${id}\n  priority ${priority}\n  authentication {\n    auth_type PASS\n    auth_pass s3cr3t${id}\n  }\n  virtual_ipaddress {\n    192.0.2.9/24\n  }\n}\n`;
const proxy = (server: string) => `backend app\n  timeout server 30s\n  server a ${server}:80 check\n`;

interface Printed {
  readonly differences: readonly { readonly where: string; readonly judgement: string }[];
}

test("a value that another line makes a password is not printed", async () => {
  const proxyWith = (secret: string) => `global\n  setenv X1 ${secret}\nuserlist u\n  user a password $X1\n`;
  const cwd = folderWith({ "lb01/haproxy.cfg": proxyWith("Zq9xOne"), "lb02/haproxy.cfg": proxyWith("Zq9xTwo") });
  for (const format of ["pretty", "json"]) {
    const { out } = await halint(["diff", "--no-config", "--format", format, "lb01", "lb02"], { cwd });
    expect(out).toContain("setenv X1 ");
    expect(out).not.toContain("Zq9x");
  }
});

test("meant, suspicious and wrong", async () => {
  const cwd = folderWith({
    "lb01/keepalived.conf": vrrp(51, 101),
    "lb01/haproxy.cfg": proxy("192.0.2.20"),
    "lb02/keepalived.conf": vrrp(52, 100, "WEB"),
    "lb02/haproxy.cfg": proxy("192.0.2.21").replace("30s", "30000"),
  });
  const { code, out } = await halint(["diff", "--no-config", "--format", "json", "lb01", "lb02"], { cwd });
  const { differences } = JSON.parse(out) as Printed;
  expect(code).toBe(1);
  expect(differences.map(({ where, judgement }) => `${judgement}: ${where}`)).toEqual([
    "wrong: vrrp_instance VI_1 / virtual_router_id",
    "wrong: vrrp_instance VI_1 / authentication / auth_pass",
    "suspicious: backend app / server a",
    "meant: vrrp_instance VI_1 / priority",
  ]);
  expect(out).not.toContain("s3cr3t");
});

test("two nodes that differ only where they have to", async () => {
  const cwd = folderWith({
    "lb01/keepalived.conf": vrrp(51, 101),
    "lb02/keepalived.conf": vrrp(51, 100).replace("/24", "/24 "),
  });
  const { code, out } = await halint(["diff", "--no-config", "lb01", "lb02"], { cwd });
  expect(code).toBe(0);
  expect(out).toContain("Meant");
  expect(out).not.toContain("Suspicious");
});

test.each([
  ["keepalived.conf", "vrrp_script a {\n  script /etc/128\n}\n", "vrrp_script a {\n  script /etc\n}\n"],
  ["haproxy.cfg", "frontend web\n  bind :8000-8010\n", "frontend web\n  bind :8000-8099\n"],
])("one thing of %s differs", async (file, one, other) => {
  const cwd = folderWith({ [`lb01/${file}`]: one, [`lb02/${file}`]: other });
  expect((await halint(["diff", "--no-config", "lb01", "lb02"], { cwd })).out).toContain("Suspicious");
});

test("an address with a prefix of full length is one without", async () => {
  const routes = (lengths: readonly [string, string]) =>
    `static_routes {\n  192.0.2.1${lengths[0]} dev eth0\n  2001:db8::1${lengths[1]} dev eth0\n}\n`;
  const cwd = folderWith({
    "lb01/keepalived.conf": routes(["/32", "/128"]),
    "lb02/keepalived.conf": routes(["", ""]),
  });
  expect((await halint(["diff", "--no-config", "lb01", "lb02"], { cwd })).out).toContain("say the same");
});

test("--unified compares the files that are each other's", async () => {
  const cwd = folderWith({
    "lb01/haproxy.cfg": proxy("192.0.2.20"),
    "lb01/keepalived.conf": vrrp(51, 101),
    "lb01/more.cfg": proxy("192.0.2.30").replace("app", "more"),
    "lb01/only.cfg": proxy("192.0.2.40").replace("app", "only"),
    "lb02/extra.cfg": proxy("192.0.2.31").replace("app", "more"),
    "lb02/haproxy.cfg": proxy("192.0.2.20"),
    "lb02/keepalived.conf": vrrp(51, 100),
  });
  const patches = (...nodes: string[]) =>
    halint(["diff", "--no-config", "--unified", ...nodes.flatMap((name) => ["--node", `${name}=${name}`]), ...nodes], {
      cwd,
    });
  const { code, out } = await patches("lb01", "lb02");
  expect(code).toBe(0);
  expect(out.split("\n").filter((line) => /^(?:---|\+\+\+|[-+] +(?:server a|priority))/.test(line))).toEqual([
    "--- a/lb01/keepalived.conf",
    "+++ b/lb02/keepalived.conf",
    "-  priority 101",
    "+  priority 100",
    "--- a/lb01/more.cfg",
    "+++ b/lb02/extra.cfg",
    "-  server a 192.0.2.30:80 check",
    "+  server a 192.0.2.31:80 check",
    "--- a/lb01/only.cfg",
    "+++ /dev/null",
    "-  server a 192.0.2.40:80 check",
  ]);
  expect((await patches("lb02", "lb01")).out).toContain("--- /dev/null\n+++ b/lb01/only.cfg\n");
});
