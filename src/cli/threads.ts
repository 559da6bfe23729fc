/** The threads of this process. Apart from the rest, because Node takes as long to load its threads as halint takes to start. */
import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { parentPort, Worker } from "node:worker_threads";
import { answerTo, type Batch } from "../host/threads.ts";

/** How many threads are worth starting: as many as the machine runs at once, unless HALINT_THREADS says otherwise. */
export function count(): number {
  const wanted = Number(process.env.HALINT_THREADS);
  return wanted > 0 ? wanted : availableParallelism();
}

/**
 * A thread that serves. Required by another than Node itself, the program's file gives what the bundle exports. What is
 * evaluated has `module` for all to see, by which the bundle would take itself for required too.
 */
export function start(program: string): Worker {
  const text = `const load = require; delete globalThis.module; load(${JSON.stringify(program)}).serve()`;
  return new Worker(text, { eval: true });
}

/** A V8 that does not know the flag would complain to standard error. */
const newestV8 = 13;

/**
 * What a thread does: it answers until it is stopped. Every thread optimizes the code for itself, and V8 does that beside
 * it, on the cores that the others need. So it is to take its time: a function earns it by four times the usual work.
 */
export function serve(): void {
  if (Number.parseInt(process.versions.v8, 10) <= newestV8) setFlagsFromString("--interrupt-budget=600000");
  parentPort?.on("message", (batch: Batch) => parentPort?.postMessage(answerTo(batch)));
}
