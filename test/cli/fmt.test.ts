/** `halint fmt`: in place, checked, shown, through a pipe, and by halint.yaml. */
import { chmodSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { asStranger, folderWith, halint } from "./in-process.ts";

const ugly = "global\n\tmaxconn   10\n";
const neat = "global\n    maxconn 10\n";

test("writes in place, keeps the mode, and has nothing to do the second time", async () => {
  const cwd = folderWith({ "haproxy.cfg": ugly });
  chmodSync(path.join(cwd, "haproxy.cfg"), 0o640);
  expect(await halint(["fmt", "haproxy.cfg"], { cwd })).toMatchObject({ code: 0, out: "" });
  expect(readFileSync(path.join(cwd, "haproxy.cfg"), "utf8")).toBe(neat);
  expect(statSync(path.join(cwd, "haproxy.cfg")).mode & 0o777).toBe(0o640);
  expect((await halint(["fmt", "--check", "haproxy.cfg"], { cwd })).code).toBe(0);
});

test("a file that cannot be written is said, and is no file that cannot be read", async () => {
  const cwd = folderWith({ "haproxy.cfg": ugly });
  chmodSync(cwd, 0o555);
  const ran = await asStranger(() => halint(["fmt", "haproxy.cfg"], { cwd }));
  chmodSync(cwd, 0o755);
  expect(ran).toEqual({ code: 2, out: "", err: "halint: haproxy.cfg: may not be written (permission denied)\n" });
});

test("--check names the files and writes nothing", async () => {
  const cwd = folderWith({ "a.cfg": ugly, "b.cfg": neat });
  expect(await halint(["fmt", "--check", "a.cfg", "b.cfg"], { cwd })).toMatchObject({ code: 1, out: "a.cfg\n" });
  expect(readFileSync(path.join(cwd, "a.cfg"), "utf8")).toBe(ugly);
});

test("--diff shows the change", async () => {
  const cwd = folderWith({ "a.cfg": ugly });
  const { code, out } = await halint(["fmt", "--diff", "a.cfg"], { cwd });
  expect(code).toBe(1);
  expect(out).toContain("+    maxconn 10");
});

test("--check --diff shows the change too", async () => {
  const cwd = folderWith({ "a.cfg": ugly });
  const { code, out } = await halint(["fmt", "--check", "--diff", "a.cfg"], { cwd });
  expect({ code, shows: out.includes("+    maxconn 10") }).toEqual({ code: 1, shows: true });
});

test("beside a pipe, files are written in place", async () => {
  const cwd = folderWith({ "a.cfg": ugly });
  expect(await halint(["fmt", "-", "a.cfg"], { cwd, stdin: "global\n daemon\n" })).toMatchObject({
    code: 0,
    out: "global\n    daemon\n",
  });
  expect(readFileSync(path.join(cwd, "a.cfg"), "utf8")).toBe(neat);
});

const clusterConfig = "clusters:\n  web:\n    nodes:\n      lb01: lb01/\n      lb02: lb02/\nignore: [lb03/**]\n";

test("only what is named is formatted, whatever else its cluster has", async () => {
  const files = { "halint.yaml": clusterConfig, "lb01/haproxy.cfg": ugly, "lb02/haproxy.cfg": ugly };
  const cwd = folderWith(files);
  const pipe = ["fmt", "--stdin-filename", "lb01/haproxy.cfg", "-"];
  expect(await halint(pipe, { cwd, stdin: ugly })).toMatchObject({ code: 0, out: neat });
  expect((await halint(["fmt", "lb01/haproxy.cfg"], { cwd })).code).toBe(0);
  expect(readFileSync(path.join(cwd, "lb01/haproxy.cfg"), "utf8")).toBe(neat);
  expect(readFileSync(path.join(cwd, "lb02/haproxy.cfg"), "utf8")).toBe(ugly);
});

test("a pipe gives back a file that halint.yaml ignores", async () => {
  const cwd = folderWith({ "halint.yaml": clusterConfig });
  const pipe = ["fmt", "--stdin-filename", "lb03/haproxy.cfg", "-"];
  expect(await halint(pipe, { cwd, stdin: ugly })).toMatchObject({ code: 0, out: ugly });
});

test("a pipe", async () => {
  const ran = await halint(["fmt", "--no-config", "--stdin-filename", "haproxy.cfg", "-"], { stdin: ugly });
  expect(ran).toMatchObject({ code: 0, out: neat });
});

test("halint.yaml says the indentation", async () => {
  const cwd = folderWith({ "halint.yaml": "format:\n  indent: 2\n", "haproxy.cfg": ugly });
  await halint(["fmt", "haproxy.cfg"], { cwd });
  expect(readFileSync(path.join(cwd, "haproxy.cfg"), "utf8")).toBe("global\n  maxconn 10\n");
});
