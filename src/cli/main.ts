/** The program's entry: connects the process to `run`. */
import { readFileSync } from "node:fs";
import { run } from "./program.ts";

export { run };

export function main(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // The reader went away (`halint … | head`): nobody is left to tell.
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  });
  void run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdin: () => readFileSync(0),
    outIsTerminal: process.stdout.isTTY === true,
    width: process.stdout.columns ?? 80,
  }).then((code) => {
    process.exitCode = code;
  });
}
