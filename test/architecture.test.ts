import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { bridges, doors, rooms } from "../scripts/gen/rooms.ts";

const root = path.dirname(import.meta.dirname);
const files = readdirSync(path.join(root, "src"), { recursive: true })
  .map((name) => `src/${String(name).split(path.sep).join("/")}`)
  .filter((name) => name.endsWith(".ts"));

interface Import {
  readonly file: string;
  readonly target: string;
}

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(path.join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;"']*?from\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|^import\s+["']([^"']+)["']/gm,
  );
  return [...found].map((match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? "" }));
});

function roomOf(file: string): string {
  const parts = file.split("/");
  return parts.length > 2 ? (parts[1] ?? "") : "";
}

/** Why an import is not allowed; undefined where it is. */
function objection({ file, target }: Import): string | undefined {
  const from = roomOf(file);
  const room = rooms[from];
  if (from === "") return undefined;
  if (room === undefined) return `${file} is in no known room`;
  if (!target.startsWith(".")) {
    const known = room.packages.some((name) =>
      name.endsWith("*") ? target.startsWith(name.slice(0, -1)) : target === name,
    );
    const door = doors[target];
    return known && (door === undefined || door === file) ? undefined : `${file} imports ${target}`;
  }
  const resolved = path.posix.join(path.posix.dirname(file), target);
  if (resolved === "package.json" && from === "api") return undefined;
  const to = roomOf(resolved);
  if (to === from) return undefined;
  const bridge = bridges[`${from}>${to}`];
  return room.rooms.includes(to) && (bridge === undefined || bridge === file)
    ? undefined
    : `${file} imports ${resolved}`;
}

describe("the import table", () => {
  it("sees imports", () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it("is held by every file", () => {
    expect(imports.map(objection).filter((text) => text !== undefined)).toEqual([]);
  });

  it("objects to what it does not list", () => {
    expect(objection({ file: "src/text/span.ts", target: "../model/cluster.ts" })).toBeDefined();
    expect(objection({ file: "src/lint/engine.ts", target: "node:fs" })).toBeDefined();
    expect(objection({ file: "src/parser/haproxy/parse.ts", target: "chevrotain" })).toBeDefined();
    expect(objection({ file: "src/lsp/server.ts", target: "../cli/program.ts" })).toBeDefined();
  });

  it("imports end in .ts", () => {
    const others = imports.filter(({ target }) => target.startsWith(".") && !/\.(?:ts|json)$/.test(target));
    expect(others).toEqual([]);
  });
});

describe("files", () => {
  it("are small", () => {
    const long = files.filter((file) => {
      return !file.includes("/generated/") && readFileSync(path.join(root, file), "utf8").split("\n").length > 500;
    });
    expect(long).toEqual([]);
  });

  it("say what they own", () => {
    const silent = files.filter((file) => {
      return (
        !file.includes("/generated/") &&
        !file.includes("/rules/") &&
        !/^\/\*\*?[\s*]|^\/\/ /.test(readFileSync(path.join(root, file), "utf8"))
      );
    });
    expect(silent).toEqual([]);
  });
});
