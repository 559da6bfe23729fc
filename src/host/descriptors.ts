/** Reading and writing open descriptors to the end, waiting for the other side where it takes its time. */
import { constants } from "node:buffer";
import { readSync, writeSync } from "node:fs";
import { codeOf } from "./reason.ts";

const chunkSize = 1 << 20;

/** What a descriptor gives; nothing where it gives more than a text can hold, for it may never end. Throws system errors. */
export function readToEnd(descriptor: number): Uint8Array | undefined {
  const chunks: Buffer[] = [];
  for (let total = 0; total <= constants.MAX_STRING_LENGTH; ) {
    const chunk = Buffer.alloc(chunkSize);
    const read = patiently(() => readSync(descriptor, chunk));
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
    total += read;
  }
  return undefined;
}

/** Writes all of it. Throws system errors. */
export function writeToEnd(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(descriptor, bytes, at));
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Again and again while a pipe that does not block is empty or full. */
function patiently(act: () => number): number {
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 5);
    }
  }
}
