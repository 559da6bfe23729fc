/** The threads of this process. Apart from the rest, because Node takes as long to load its threads as halint takes to start. */
import { availableParallelism } from "node:os";
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

/** What a thread does: it answers until it is stopped. */
export function serve(): void {
  parentPort?.on("message", (batch: Batch) => parentPort?.postMessage(answerTo(batch)));
}
