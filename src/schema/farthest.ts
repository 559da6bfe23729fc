/** The longest match of a run so far, and why it went no further: what problems are made of. */
import type { InsideFailure } from "./inside.ts";
import * as p from "./program.ts";
import { Trail } from "./trail.ts";
import type { Rejection } from "./types/type.ts";

/** Where the longest match stopped. */
export interface Stop {
  readonly at: number;
  readonly expected: readonly p.Instruction[];
  /** A complete match had been reached there. */
  readonly complete: boolean;
  readonly rejections: readonly Rejection[];
  /** Where a part of a word did not fit: its place, and what would have. */
  readonly part?: { readonly start: number; readonly end: number };
  readonly inside?: readonly p.Instruction[];
}

/** How many holes of a line with a problem are kept; copying them at every step must not be what a long line costs. */
const mostBindings = 1000;

export class Farthest {
  #at = -1;
  #trail = new Trail();
  #expected: p.Instruction[] = [];
  #complete = false;
  #rejections: Rejection[] = [];
  #inside: InsideFailure | undefined;

  /** The holes that the longest match had filled. */
  get trail(): Trail {
    return this.#trail;
  }

  /** An instruction that did not fit at a word. */
  add(
    at: number,
    instruction: p.Instruction,
    trail: Trail,
    rejection: Rejection | undefined,
    inside: InsideFailure | undefined,
  ): void {
    if (at < this.#at) return;
    if (at > this.#at) {
      this.#at = at;
      this.#trail = trail.copy(mostBindings);
      this.#expected = [];
      this.#complete = false;
      this.#rejections = [];
      this.#inside = undefined;
    }
    if (instruction.op === p.END) {
      this.#complete = true;
      this.#trail = trail.copy(mostBindings);
    }
    if (!this.#expected.includes(instruction)) {
      this.#expected.push(instruction);
      if (rejection !== undefined) this.#rejections.push(rejection);
    }
    if (inside !== undefined && (this.#inside === undefined || inside.start > this.#inside.start))
      this.#inside = inside;
  }

  stop(): Stop {
    const inside = this.#inside;
    return {
      at: Math.max(0, this.#at),
      expected: this.#expected,
      complete: this.#complete,
      rejections: this.#rejections,
      ...(inside !== undefined && { part: { start: inside.start, end: inside.end }, inside: inside.expected }),
    };
  }
}
