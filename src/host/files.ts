/** Reading files: for inputs, and as the reader that the model asks for includes. */
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { FileReader } from "../model/ports.ts";
import { decodeBytes } from "../text/source.ts";
import { readToEnd } from "./descriptors.ts";
import type { Io } from "./io.ts";
import { codeOf, reasonOf } from "./reason.ts";

/** Why there is no text. */
export interface Unread {
  readonly error: string;
  /** What is there was looked at, and is no text file. */
  readonly isOther?: true;
}

/** The text of a file, or one line that says why there is none. */
export function readInput(file: string, cwd: string): { readonly text: string } | Unread {
  const full = path.resolve(cwd, file);
  let bytes: Uint8Array;
  try {
    const found = statSync(full).isCharacterDevice() ? readDevice(full) : readFileSync(full);
    if (found === undefined) return { error: "is too large" };
    bytes = found;
  } catch (error) {
    if (codeOf(error) === "EISDIR") return { error: reasonOf(error, "read"), isOther: true };
    return { error: isLink(full) && codeOf(error) === "ENOENT" ? "is a link to nothing" : reasonOf(error, "read") };
  }
  return textOf(bytes);
}

/** What a device gives; nothing where it gives more than a text can hold, for it may never end. */
function readDevice(file: string): Uint8Array | undefined {
  const descriptor = openSync(file, "r");
  try {
    return readToEnd(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The text of standard input, or one line that says why there is none. */
export function readStandardInput(io: Pick<Io, "stdin">): { readonly text: string } | Unread {
  try {
    const bytes = io.stdin();
    return bytes === undefined ? { error: "is too large" } : textOf(bytes);
  } catch (error) {
    return { error: reasonOf(error, "read") };
  }
}

/** The text of some bytes, unless they are no text. */
function textOf(bytes: Uint8Array): { readonly text: string } | Unread {
  if (isBinary(bytes))
    return { error: "is not a text file (or is UTF-16, which neither program reads)", isOther: true };
  return { text: decodeBytes(bytes) };
}

const sampleSize = 8192;
const fewControls = 8;

/** More than a twentieth of the beginning being control characters: a picture, an archive, UTF-16. */
function isBinary(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, sampleSize);
  let controls = 0;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) controls++;
  }
  return controls > fewControls && controls * 20 > length;
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Files that a reader remembers: rules ask for a script again and again. */
const mostRemembered = 1000;

/** A reader of regular files on the real file system for the model, for one run: what it has read it does not read again. */
export function fileReader(cwd: string): FileReader {
  const remembered = new Map<string, ReturnType<FileReader["read"]>>();
  return {
    read(file) {
      let found = remembered.get(file);
      if (found === undefined) {
        found = readText(path.resolve(cwd, file));
        if (remembered.size >= mostRemembered) remembered.clear();
        remembered.set(file, found);
      }
      return found;
    },
    glob: (pattern, folder) => expandGlob(pattern, path.resolve(cwd, folder)),
  };
}

function readText(file: string): ReturnType<FileReader["read"]> {
  try {
    const kind = statSync(file);
    if (!kind.isFile() && !kind.isDirectory()) return { error: "irregular" };
    return { text: decodeBytes(readFileSync(file)) };
  } catch (error) {
    const code = codeOf(error);
    return {
      error: code === "ENOENT" || code === "ENOTDIR" ? "missing" : code === "EISDIR" ? "directory" : "unreadable",
    };
  }
}

/** glob(3) for `*`, `?` and `[…]`, part by part; results stay relative where the pattern is. Sorted by bytes. */
function expandGlob(pattern: string, folder: string): readonly string[] {
  let found = [pattern.startsWith("/") ? "/" : ""];
  for (const part of pattern.split("/").filter((piece) => piece !== "")) {
    const literal = !/[*?[]/.test(part);
    const matcher = literal ? undefined : globPart(part);
    found = found.flatMap((base) => {
      const names = matcher === undefined ? [part] : list(path.resolve(folder, base)).filter((name) => matcher(name));
      return names.map((name) => path.join(base, name)).filter((name) => exists(path.resolve(folder, name)));
    });
  }
  return found.filter((name) => name !== "").sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function exists(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a name matches a pattern without slashes; a leading dot must be written. */
function globPart(pattern: string): (name: string) => boolean {
  const source = pattern.replace(/\[!?[^\]]+\]|[\s\S]/g, (piece) => {
    if (piece === "*") return "[^/]*";
    if (piece === "?") return "[^/]";
    if (piece.length > 2 && piece.startsWith("[")) {
      const negated = piece.startsWith("[!");
      return `[${negated ? "^" : ""}${piece.slice(negated ? 2 : 1, -1).replace(/[\\^\]]/g, "\\$&")}]`;
    }
    return piece.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  let expression: RegExp;
  try {
    expression = new RegExp(`^${source}$`, "s");
  } catch {
    return (name) => name === pattern;
  }
  return (name) => (!name.startsWith(".") || pattern.startsWith(".")) && expression.test(name);
}
