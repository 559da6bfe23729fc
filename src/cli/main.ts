/** The program's entry: connects the process to `run`. */
import { fstatSync, readFileSync, statSync, writeSync } from "node:fs";
import { encodeText } from "../text/source.ts";
import { run } from "./program.ts";
import { serve, threadsOf } from "./threads.ts";

export { run, serve };

/** Runs the command line. The program's file starts threads too; without its name everything is done in one. */
export function main(program?: string): void {
  const terminal = isTerminal();
  void run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
    stdin: () => readFileSync(0),
    outIsTerminal: terminal,
    width: terminal ? process.stdout.columns : 80,
    ...(program === undefined ? {} : { threads: threadsOf(program) }),
  }).then((code) => {
    process.exitCode = code;
  });
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

const pause = new Int32Array(new SharedArrayBuffer(4));

function writeAll(descriptor: number, text: string): void {
  const bytes = encodeText(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      // A pipe that is full and does not block: wait for the reader.
      if (code === "EAGAIN") Atomics.wait(pause, 0, 0, 5);
      // The reader went away (`halint … | head`): nobody is left to tell, but the exit code still says what was found.
      else if (code === "EPIPE") return;
      else throw error;
    }
  }
}
