/** Shares work out to threads, and gives its results in the order of the tasks. */
import type { Worker } from "node:worker_threads";
import type { Io, Threads } from "./io.ts";
import { type PackedResult, pack, perform, type Result, sizeOf, type Task, unpack, type Work } from "./work.ts";

/** What a thread is sent; it answers with a `PackedResult` for each task. */
export interface Batch {
  readonly number: number;
  readonly tasks: readonly Task[];
  readonly work: Work;
}

export interface BatchAnswer {
  readonly number: number;
  readonly results: readonly PackedResult[];
}

/** What a thread does with a message. */
export function answerTo({ number, tasks, work }: Batch): BatchAnswer {
  return { number, results: tasks.map((task) => pack(perform(task, work), task, work)) };
}

/** The results in the order of the tasks. Much work is shared out to threads where there are any; its results are the same. */
export async function* performAll(tasks: readonly Task[], work: Work, io: Io): AsyncIterable<Result> {
  const { threads } = io;
  if (threads !== undefined && isMuch(tasks)) {
    yield* performInThreads(tasks, work, threads);
  } else for (const task of tasks) yield perform(task, work);
}

/** Below this a second thread is not ready before the first one is done. */
const muchWork = 300_000;

function isMuch(tasks: readonly Task[]): boolean {
  return tasks.length > 1 && tasks.reduce((sum, task) => sum + sizeOf(task), 0) > muchWork;
}

/**
 * What a thread could not do is done here: a bug in halint then shows itself as it would without threads, and a thread that
 * ran out of memory costs time only.
 */
export async function* performInThreads(tasks: readonly Task[], work: Work, threads: Threads): AsyncIterable<Result> {
  const count = await threads.count();
  const pool = new Pool(batchesOf(tasks, work, count));
  try {
    // A single one beside this one would do the same work, and start late.
    await pool.start(threads, count > 1 ? count : 0);
    for (const batch of pool.batches) {
      const results = await pool.answerFor(batch);
      for (const [at, task] of batch.tasks.entries()) {
        const packed = results?.[at];
        yield packed === undefined ? perform(task, work) : unpack(packed, task, work);
      }
    }
  } finally {
    await pool.stop();
  }
}

/** Small enough that the threads finish together, large enough that messages cost nothing beside the work. */
const largestBatch = 256_000;
const batchesPerThread = 8;

function batchesOf(tasks: readonly Task[], work: Work, threads: number): readonly Batch[] {
  const sizes = tasks.map(sizeOf);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const enough = Math.min(largestBatch, total / (Math.max(1, threads) * batchesPerThread));
  const batches: Batch[] = [];
  let open: Task[] = [];
  let filled = 0;
  for (const [at, task] of tasks.entries()) {
    open.push({ files: task.files, plan: task.plan });
    filled += sizes[at] ?? 0;
    if (filled < enough && at < tasks.length - 1) continue;
    batches.push({ number: batches.length, tasks: open, work });
    open = [];
    filled = 0;
  }
  return batches;
}

/** A thread has the next batch at hand when it is done with one. */
const batchesAhead = 2;

type Answered = (results: readonly PackedResult[] | undefined) => void;

class Pool {
  readonly batches: readonly Batch[];
  /** What is shared out and what waits to be, in order. */
  readonly #queue: Batch[];
  readonly #answered = new Map<number, Answered>();
  readonly #answers = new Map<number, Promise<readonly PackedResult[] | undefined>>();
  readonly #threads = new Map<Worker, Set<number>>();

  constructor(batches: readonly Batch[]) {
    this.batches = batches;
    this.#queue = batches.filter((batch) => !dependsOnWrites(batch)).reverse();
    for (const { number } of this.#queue) {
      this.#answers.set(number, new Promise((resolve) => this.#answered.set(number, resolve)));
    }
  }

  async start(threads: Threads, count: number): Promise<void> {
    for (let started = 0; started < Math.min(count, this.batches.length); started++) {
      try {
        this.#add(await threads.start());
      } catch {
        // As many as the system gives.
        break;
      }
    }
    this.#giveUpWithoutThreads();
  }

  /** The results of a batch; nothing where this thread must do it. */
  async answerFor({ number }: Batch): Promise<readonly PackedResult[] | undefined> {
    const answer = this.#answers.get(number);
    this.#answers.delete(number);
    return answer;
  }

  async stop(): Promise<void> {
    const threads = [...this.#threads.keys()];
    this.#threads.clear();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  #add(thread: Worker): void {
    this.#threads.set(thread, new Set());
    thread.on("message", (answer: BatchAnswer) => {
      this.#threads.get(thread)?.delete(answer.number);
      this.#settle(answer.number, answer.results);
      this.#feed(thread);
    });
    for (const end of ["error", "messageerror", "exit"]) thread.on(end, () => this.#lose(thread));
    this.#feed(thread);
  }

  #feed(thread: Worker): void {
    const given = this.#threads.get(thread);
    while (given !== undefined && given.size < batchesAhead) {
      const batch = this.#queue.pop();
      if (batch === undefined) return;
      given.add(batch.number);
      thread.postMessage(batch);
    }
  }

  #lose(thread: Worker): void {
    const given = this.#threads.get(thread);
    this.#threads.delete(thread);
    for (const number of given ?? []) this.#settle(number, undefined);
    this.#giveUpWithoutThreads();
  }

  #giveUpWithoutThreads(): void {
    if (this.#threads.size > 0) return;
    for (const { number } of this.#queue.splice(0)) this.#settle(number, undefined);
  }

  #settle(number: number, results: readonly PackedResult[] | undefined): void {
    this.#answered.get(number)?.(results);
    this.#answered.delete(number);
  }
}

/** Files that are written while others are read: who includes one must wait for its turn. */
function dependsOnWrites({ tasks, work }: Batch): boolean {
  return work.kind === "fix" && tasks.some(({ files }) => files.some(({ text }) => text.includes("include")));
}
