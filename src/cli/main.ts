/** The program's entry: connects the process to `run`. */
import { fstatSync, statSync } from "node:fs";
import { readToEnd, writeToEnd } from "../host/descriptors.ts";
import { UsageError } from "../host/io.ts";
import { codeOf, reasonOf } from "../host/reason.ts";
import { encodeText } from "../text/source.ts";
import { run } from "./program.ts";
import { serve, threadsOf } from "./threads.ts";

export { run, serve };

/** Runs the command line. The program's file starts threads too; without its name everything is done in one. */
export function main(program?: string): void {
  const cwd = currentFolder();
  if (cwd === undefined) {
    writeErr("halint: the current folder does not exist any more\n");
    process.exitCode = 2;
    return;
  }
  const terminal = isTerminal();
  void run(process.argv.slice(2), {
    cwd,
    env: process.env,
    out: writeOut,
    err: writeErr,
    stdin: () => readToEnd(0),
    outIsTerminal: terminal,
    width: terminal ? process.stdout.columns : 80,
    ...(program === undefined ? {} : { threads: threadsOf(program) }),
  }).then((code) => {
    process.exitCode = code;
  });
}

function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Node's own streams are only looked at where there may be a terminal: loading them takes longer than most runs. */
function isTerminal(): boolean {
  try {
    const out = fstatSync(1);
    if (!out.isCharacterDevice() || out.rdev === statSync("/dev/null", { throwIfNoEntry: false })?.rdev) return false;
    return process.stdout.isTTY === true;
  } catch {
    return false;
  }
}

/** A reader that went away (`halint … | head`) is nobody to tell, but the exit code still says what was found. */
function writeOut(text: string): void {
  try {
    writeToEnd(1, encodeText(text));
  } catch (error) {
    if (codeOf(error) !== "EPIPE") throw new UsageError(`standard output: ${reasonOf(error, "written")}`);
  }
}

/** What cannot be said there can be said nowhere: the exit code has to do. */
function writeErr(text: string): void {
  try {
    writeToEnd(2, encodeText(text));
  } catch {
    // Nobody is left to tell.
  }
}
