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
