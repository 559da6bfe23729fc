import { EventEmitter } from "node:events";
import type { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import type { Threads } from "../../src/host/io.ts";
import { answerTo, type Batch, performInThreads } from "../../src/host/threads.ts";
import { perform, type Result, type Task, type Work } from "../../src/host/work.ts";
import { badHaproxy, goodHaproxy } from "../cli/in-process.ts";

/** Answers in this thread, over the same copies of its messages that a real one gets. */
let answers = 0;

class OwnThread extends EventEmitter {
  readonly #broken: boolean;

  constructor(broken: boolean) {
    super();
    this.#broken = broken;
  }

  postMessage(message: Batch): void {
    const received = structuredClone(message);
    // Answers overtake each other.
    const later = (++answers * 7) % 5;
    setTimeout(() => {
      if (this.#broken) this.emit("error", new Error("out of memory"));
      else this.emit("message", structuredClone(answerTo(received)));
    }, later);
  }

  async terminate(): Promise<number> {
    this.emit("exit", 1);
    return 1;
  }
}

/** So many threads, and the first so many of them break at their first message. */
function threads(count: number, broken = 0): Threads & { started: number } {
  const all = {
    started: 0,
    count: async () => count,
    async start() {
      return new OwnThread(all.started++ < broken) as unknown as Worker;
    },
  };
  return all;
}

const tasks = Array.from({ length: 40 }, (_, at): Task => {
  const folder = `c${at}`;
  return {
    files: [
      { path: `${folder}/haproxy.cfg`, text: at % 3 === 0 ? badHaproxy : `# number ${at}\n${goodHaproxy}` },
      { path: `${folder}/keepalived.conf`, text: `global_defs {\n  router_id ${folder}\n}\n` },
    ],
    plan: {
      targets: at % 2 === 0 ? { haproxy: "2.4" } : {},
      rules: {
        cwd: "/",
        given: new Map([["haproxy/server-without-check", { severity: "off" }]]),
        configured: undefined,
      },
    },
  };
});

async function inThreads(work: Work, given: Threads): Promise<Result[]> {
  const results: Result[] = [];
  for await (const result of performInThreads(tasks, work, given)) results.push(result);
  return results;
}

/** Everything that a caller can see of a result. */
function visible({ digest, texts, fixed }: Result) {
  const { files, diagnostics, sources } = digest;
  return { files, diagnostics, texts, fixed, sources: sources.map(({ path, text }) => ({ path, text })) };
}

describe("work in threads", () => {
  it.each<Work>([
    { kind: "lint", unsafe: false },
    { kind: "fix", unsafe: true },
    { kind: "preview", unsafe: true },
  ])("gives what one thread gives, in order: $kind", async (work) => {
    const expected = tasks.map((task) => visible(perform(task, work)));
    expect(expected.some(({ diagnostics, texts }) => diagnostics.length + texts.size > 0)).toBe(true);
    expect((await inThreads(work, threads(3))).map(visible)).toEqual(expected);
  });

  it.each([1, 2, 3])("does itself what %i of 3 threads lost", async (broken) => {
    const work: Work = { kind: "lint", unsafe: false };
    const expected = tasks.map((task) => visible(perform(task, work)));
    expect((await inThreads(work, threads(3, broken))).map(visible)).toEqual(expected);
  });

  it("does everything itself where no thread can be started", async () => {
    const none: Threads = {
      count: async () => 4,
      start: async () => {
        throw new Error("EAGAIN");
      },
    };
    expect(await inThreads({ kind: "lint", unsafe: false }, none)).toHaveLength(tasks.length);
  });

  it("stops its threads when the caller stops early", async () => {
    let stopped = 0;
    const given = threads(2);
    const counting: Threads = {
      ...given,
      async start() {
        const thread = await given.start();
        thread.on("exit", () => stopped++);
        return thread;
      },
    };
    for await (const _ of performInThreads(tasks, { kind: "lint", unsafe: false }, counting)) break;
    expect(stopped).toBe(2);
  });
});
