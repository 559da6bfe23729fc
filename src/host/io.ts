/** What halint may touch of the process. */
import type { Worker } from "node:worker_threads";

/** Its streams, folder, environment and threads. Tests pass their own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Findings and asked-for output. Throws `UsageError` where it cannot be written. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** The bytes of standard input, read to the end; nothing where they are more than a text can hold. Throws system errors. */
  stdin(): Uint8Array | undefined;
  readonly outIsTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** Absent where everything is done in one thread. */
  readonly threads?: Threads;
}

export interface Threads {
  /** How many are worth starting. */
  count(): Promise<number>;
  /** Starts one, which answers to batches of `threads.ts`. */
  start(): Promise<Worker>;
}

/** 0 nothing at or above the threshold, 1 findings, 2 usage or unreadable input, 3 a bug in halint. */
export type ExitCode = 0 | 1 | 2 | 3;

/** A mistake in how halint was called. Its message is one line for standard error, and the exit code is 2. */
export class UsageError extends Error {}
