/**
 * The threads of this process. What Node has for them is loaded when threads are wanted: that takes as long as halint
 * takes to start.
 */
import type { Worker } from "node:worker_threads";
import type { Threads } from "../host/io.ts";
import { answerTo, type Batch } from "../host/threads.ts";

/** Threads that run the program's file. */
export function threadsOf(program: string): Threads {
  return { count, start: () => start(program) };
}

/** How many threads are worth starting: as many as the machine runs at once, unless HALINT_THREADS says otherwise. */
async function count(): Promise<number> {
  const wanted = Number(process.env.HALINT_THREADS);
  return wanted > 0 ? wanted : (await import("node:os")).availableParallelism();
}

/**
 * A thread that serves. Required by another than Node itself, the program's file gives what the bundle exports. What is
 * evaluated has `module` for all to see, by which the bundle would take itself for required too.
 */
async function start(program: string): Promise<Worker> {
  const { Worker } = await import("node:worker_threads");
  const text = `const load = require; delete globalThis.module; load(${JSON.stringify(program)}).serve()`;
  return new Worker(text, { eval: true });
}

/** Node 20's. Later ones do not know the flag, and complain to standard error. */
const newestV8 = 11;

/**
 * What a thread does: it answers until it is stopped. Every thread optimizes the code for itself, and V8 does that beside
 * it, on the cores that the others need. So it is to take its time: a function earns it by four times the usual work.
 */
export async function serve(): Promise<void> {
  const { parentPort } = await import("node:worker_threads");
  if (Number.parseInt(process.versions.v8, 10) <= newestV8) {
    (await import("node:v8")).setFlagsFromString("--interrupt-budget=600000");
  }
  parentPort?.on("message", (batch: Batch) => parentPort?.postMessage(answerTo(batch)));
}
