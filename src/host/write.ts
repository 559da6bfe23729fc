/** Replaces a file so that a reader finds the old text or the new one, never half of it. */
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { encodeText } from "../text/source.ts";
import { writeToEnd } from "./descriptors.ts";
import { reasonOf } from "./reason.ts";

/** Replaces a file; one line that says why where that was not possible. */
export function tryReplaceFile(file: string, text: string): string | undefined {
  try {
    replaceFile(file, text);
    return undefined;
  } catch (error) {
    return reasonOf(error, "written");
  }
}

/** Writes beside the target and renames; mode and owner stay, a symbolic link goes on pointing at its file. */
function replaceFile(file: string, text: string): void {
  const target = realpathSync(file);
  const before = statSync(target);
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.halint-${process.pid}`);
  try {
    const descriptor = openSync(temporary, "wx", before.mode & 0o777);
    try {
      writeToEnd(descriptor, encodeText(text));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const now = statSync(temporary);
    if (now.uid !== before.uid || now.gid !== before.gid) chownSync(temporary, before.uid, before.gid);
    chmodSync(temporary, before.mode & 0o7777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
