/** Files that never end are not waited for, neither as inputs nor as what a configuration names. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fileReader, readInput } from "../../src/host/files.ts";
import { reasonOf } from "../../src/host/reason.ts";
import { folderWith, halint } from "../cli/in-process.ts";

const config = (include: string) => `include ${include}\nglobal_defs {\n  router_id lb01\n}\n`;

describe.skipIf(process.platform === "win32")("devices and pipes", () => {
  it.skipIf(!existsSync("/dev/zero"))("an endless device is too large, an empty one is an empty file", () => {
    expect(readInput("/dev/zero", "/")).toEqual({ error: "is too large" });
    expect(readInput("/dev/null", "/")).toEqual({ text: "" });
  });

  it("an include of a pipe is passed over, as keepalived does", async () => {
    const folder = folderWith({ "keepalived.conf": config("more.conf") });
    execFileSync("mkfifo", [path.join(folder, "more.conf")]);
    expect(fileReader(folder).read("more.conf")).toEqual({ error: "irregular" });
    const { code, out } = await halint(["keepalived.conf", "--no-config"], { cwd: folder });
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining("is no regular file: keepalived goes on without it"),
    });
  });
});

describe("why a file could not be used", () => {
  const failing = (code: string) => Object.assign(new Error(code), { code });

  it.each([
    ["EACCES", "may not be read (permission denied)", "may not be written (permission denied)"],
    ["EROFS", "cannot be read (the file system is read-only)", "cannot be written (the file system is read-only)"],
    ["ENOSPC", "cannot be read (no space is left)", "cannot be written (no space is left)"],
    ["ENAMETOOLONG", "cannot be read (ENAMETOOLONG)", "cannot be written (ENAMETOOLONG)"],
    ["ENOENT", "does not exist", "does not exist"],
  ])("%s", (code, read, written) => {
    expect([reasonOf(failing(code), "read"), reasonOf(failing(code), "written")]).toEqual([read, written]);
  });
});
