/** What a run has bound so far, one column for each field: most lines bind what the line above bound, so nothing is made for them. */
import type { Entry } from "./entry.ts";
import type { LayoutPart } from "./layout.ts";
import { FAMILY, type Instruction } from "./program.ts";
import { Rejection } from "./types/type.ts";

/** Numbers for each binding: first word, word behind the last, start and end of a part (-1: no part), value known. */
const width = 5;

export class Trail {
  #length = 0;
  readonly #instructions: Instruction[];
  readonly #entries: (Entry | undefined)[];
  readonly #numbers: number[];

  constructor(instructions: Instruction[] = [], entries: (Entry | undefined)[] = [], numbers: number[] = []) {
    this.#instructions = instructions;
    this.#entries = entries;
    this.#numbers = numbers;
    this.#length = instructions.length;
  }

  get length(): number {
    return this.#length;
  }

  /** Forgets the bindings from an index on. */
  truncate(length: number): void {
    this.#length = length;
  }

  /** A hole over whole words. */
  push(instruction: Instruction, first: number, end: number, isKnown: boolean): void {
    this.#put(instruction, undefined, first, end, -1, -1, isKnown);
  }

  /** A family's word; `close` says where the words that belong to it end. Returns the binding's index. */
  open(instruction: Instruction, entry: Entry, first: number): number {
    this.#put(instruction, entry, first, first + 1, -1, -1, true);
    return this.#length - 1;
  }

  close(index: number, end: number): void {
    this.#numbers[index * width + 1] = end;
  }

  /** A part of a word. */
  pushPart(instruction: Instruction, entry: Entry | undefined, word: number, start: number, end: number): void {
    this.#put(instruction, entry, word, word + 1, start, end, true);
  }

  equals(other: Trail): boolean {
    const length = this.#length;
    if (other.#length !== length) return false;
    for (let at = 0; at < length; at++) {
      if (this.#instructions[at] !== other.#instructions[at] || this.#entries[at] !== other.#entries[at]) return false;
    }
    for (let at = 0; at < length * width; at++) if (this.#numbers[at] !== other.#numbers[at]) return false;
    return true;
  }

  /** A trail that nothing is pushed to, with the first bindings up to a number. */
  copy(most = this.#length): Trail {
    const length = Math.min(most, this.#length);
    return new Trail(
      this.#instructions.slice(0, length),
      this.#entries.slice(0, length),
      this.#numbers.slice(0, length * width),
    );
  }

  parts(): readonly LayoutPart[] {
    return Array.from({ length: this.#length }, (_, at) => this.#part(at));
  }

  #part(at: number): LayoutPart {
    const instruction = this.#instructions[at] as Instruction;
    const entry = this.#entries[at];
    const [first = 0, end = 0, start = -1, stop = -1, isKnown = 0] = this.#numbers.slice(at * width, (at + 1) * width);
    return {
      label: instruction.label,
      type: instruction.op === FAMILY ? `@${instruction.text}` : instruction.typeName,
      first,
      end,
      ...(start !== -1 && { part: { start, end: stop } }),
      ...(entry !== undefined && { entry }),
      read: readerOf(instruction, isKnown === 1),
    };
  }

  #put(
    instruction: Instruction,
    entry: Entry | undefined,
    first: number,
    end: number,
    start: number,
    stop: number,
    isKnown: boolean,
  ): void {
    const at = this.#length++;
    this.#instructions[at] = instruction;
    this.#entries[at] = entry;
    const numbers = this.#numbers;
    const from = at * width;
    numbers[from] = first;
    numbers[from + 1] = end;
    numbers[from + 2] = start;
    numbers[from + 3] = stop;
    numbers[from + 4] = isKnown ? 1 : 0;
  }
}

const unread = () => undefined;
const itself = (text: string) => text;

/** How the value of an instruction's words is read. */
function readerOf({ type }: Instruction, isKnown: boolean): LayoutPart["read"] {
  if (!isKnown) return unread;
  if (type === undefined) return itself;
  return (text) => {
    const value = type.check(text);
    return value instanceof Rejection ? undefined : value;
  };
}
