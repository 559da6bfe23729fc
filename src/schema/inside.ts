/** Runs a program over the characters of one word: `<name>=<value>`, `<int>-<int>`, lists between commas. */
import { callFailure } from "./call.ts";
import type { Entry } from "./entry.ts";
import { END, ENUM, FAMILY, HOLE, type Instruction, JUMP, LITERAL, type Program, SPLIT } from "./program.ts";
import type { LanguageTable } from "./table.ts";
import type { Trail } from "./trail.ts";
import { Rejection } from "./types/type.ts";

/** Where the longest match inside the word stopped. */
export interface InsideFailure {
  readonly start: number;
  readonly end: number;
  readonly expected: readonly Instruction[];
  readonly rejection?: Rejection;
}

/** States after which a word counts as fitting: nobody writes such a word, and nothing may hang on one. */
const stepLimit = 20_000;

const unknownMember = new Rejection("is not known here");

/** What may follow an instruction, so that a hole need not be tried at every length. */
interface Follow {
  readonly texts: readonly string[];
  readonly hole: boolean;
}
const follows = new WeakMap<Instruction, Follow>();

/** A stretch of a word: its text from an offset up to another, and the word's index. */
export interface Stretch {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly index: number;
}

/**
 * Holds `text.slice(from, to)` against a program. The bindings of its holes go to the trail, with the word's `index` and
 * their offsets in the word. Returns where it failed; nothing where it fits.
 */
export function matchInside(
  program: Program,
  stretch: Stretch,
  table: LanguageTable,
  trail: Trail,
): InsideFailure | undefined {
  return new InsideRun(program, stretch, table, trail).run();
}

class InsideRun {
  readonly #code: readonly Instruction[];
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;
  readonly #index: number;
  readonly #table: LanguageTable;
  readonly #trail: Trail;
  /** Program counter, offset, number of bindings, and the first end that a hole may try; four for each state. */
  readonly #pending: number[] = [];
  readonly #seen = new Set<number>();
  #far: number;
  #farEnd: number;
  #expected: Instruction[] = [];
  #rejection: Rejection | undefined;

  constructor(program: Program, { text, from, to, index }: Stretch, table: LanguageTable, trail: Trail) {
    this.#table = table;
    this.#trail = trail;
    this.#code = program.code;
    this.#text = text;
    this.#from = from;
    this.#to = to;
    this.#index = index;
    this.#far = from;
    this.#farEnd = to;
  }

  run(): InsideFailure | undefined {
    const before = this.#trail.length;
    this.#go(0, this.#from);
    for (let steps = 0; this.#pending.length > 0; steps++) {
      const least = this.#pending.pop() ?? 0;
      this.#trail.truncate(this.#pending.pop() ?? 0);
      const at = this.#pending.pop() ?? 0;
      const counter = this.#pending.pop() ?? 0;
      if (this.#thread(counter, at, least)) return undefined;
      if (steps === stepLimit) {
        this.#trail.truncate(before);
        return undefined;
      }
    }
    this.#trail.truncate(before);
    const rejection = this.#rejection;
    return { start: this.#far, end: this.#farEnd, expected: this.#expected, ...(rejection && { rejection }) };
  }

  #thread(counter: number, at: number, least: number): boolean {
    const instruction = this.#code[counter];
    if (instruction === undefined) return false;
    if (least === at) {
      const key = counter * (this.#to + 1) + at;
      if (this.#seen.has(key)) return false;
      this.#seen.add(key);
    }
    switch (instruction.op) {
      case END:
        if (at === this.#to) return true;
        this.#fail(instruction, at, this.#to);
        return false;
      case JUMP:
        this.#go(instruction.next, at);
        return false;
      case SPLIT:
        this.#go(instruction.other, at);
        this.#go(instruction.next, at);
        return false;
      case LITERAL:
        if (this.#text.startsWith(instruction.text, at) && at + instruction.text.length <= this.#to)
          this.#go(instruction.next, at + instruction.text.length);
        else this.#fail(instruction, at, this.#to);
        return false;
      case ENUM:
        this.#enumeration(instruction, at);
        return false;
      case HOLE:
      case FAMILY:
        this.#hole(instruction, counter, at, least);
        return false;
      default:
        return false;
    }
  }

  #go(counter: number, at: number, least = at): void {
    this.#pending.push(counter, at, this.#trail.length, least);
  }

  #enumeration(instruction: Instruction, at: number): void {
    let found = false;
    const ordered = [...(instruction.words ?? [])].sort((a, b) => a.length - b.length);
    for (const word of ordered) {
      if (!this.#text.startsWith(word, at) || at + word.length > this.#to) continue;
      found = true;
      this.#go(instruction.next, at + word.length);
    }
    if (!found) this.#fail(instruction, at, this.#to);
  }

  /** Tries the ends at which what follows could begin, the shortest first; where one fits, the longer ones wait. */
  #hole(instruction: Instruction, counter: number, at: number, least: number): void {
    const follow = followOf(this.#code, instruction);
    for (let end = this.#nextEnd(follow, least); end <= this.#to; end = this.#nextEnd(follow, end + 1)) {
      const text = this.#text.slice(at, end);
      const entry = instruction.op === FAMILY ? this.#table.find(instruction.text, text) : undefined;
      const value = instruction.op === FAMILY ? this.#member(entry, text) : checkHole(instruction, text);
      if (value instanceof Rejection) {
        this.#fail(instruction, at, end, value);
        continue;
      }
      if (end < this.#to) this.#go(counter, at, end + 1);
      this.#trail.pushPart(instruction, entry, this.#index, at, end);
      this.#go(instruction.next, end);
      return;
    }
  }

  #member(entry: Entry | undefined, text: string): unknown {
    if (entry === undefined) return unknownMember;
    return callFailure(entry, text, this.#table)?.rejection ?? text;
  }

  #nextEnd(follow: Follow, from: number): number {
    if (follow.hole || from > this.#to) return from;
    let nearest = this.#to;
    for (const text of follow.texts) {
      const found = this.#text.indexOf(text, from);
      if (found !== -1 && found < nearest) nearest = found;
    }
    return nearest;
  }

  #fail(instruction: Instruction, at: number, end: number, rejection?: Rejection): void {
    if (at < this.#far) return;
    if (at > this.#far) {
      this.#far = at;
      this.#farEnd = end;
      this.#expected = [];
      this.#rejection = undefined;
    }
    if (!this.#expected.includes(instruction)) this.#expected.push(instruction);
    if (rejection !== undefined && this.#rejection === undefined) {
      this.#rejection = rejection;
      this.#farEnd = end;
    }
  }
}

/** The value of a hole's text, or why it is none; ranges included. */
export function checkHole(instruction: Instruction, text: string): unknown {
  const type = instruction.type;
  if (type === undefined) return text;
  const value = type.check(text);
  if (value instanceof Rejection || type.measure === undefined) return value;
  if (instruction.min === Number.NEGATIVE_INFINITY && instruction.max === Number.POSITIVE_INFINITY) return value;
  const measured = type.measure(value);
  if (measured < instruction.min) return outside(instruction);
  if (measured > instruction.max) return outside(instruction);
  return value;
}

function outside(instruction: Instruction): Rejection {
  const hole = instruction.pattern;
  if (hole.kind !== "hole") return new Rejection("is out of range", "out-of-range");
  const { min, max } = hole;
  if (min === undefined) return new Rejection(`is above ${max}`, "out-of-range");
  if (max === undefined) return new Rejection(`is below ${min}`, "out-of-range");
  return new Rejection(`is not between ${min} and ${max}`, "out-of-range");
}

function followOf(code: readonly Instruction[], instruction: Instruction): Follow {
  const known = follows.get(instruction);
  if (known !== undefined) return known;
  const texts = new Set<string>();
  let hole = false;
  const seen = new Set<number>();
  const open = [instruction.next];
  for (let counter = open.pop(); counter !== undefined; counter = open.pop()) {
    const next = code[counter];
    if (next === undefined || seen.has(counter)) continue;
    seen.add(counter);
    if (next.op === SPLIT) open.push(next.next, next.other);
    else if (next.op === JUMP) open.push(next.next);
    else if (next.op === LITERAL) texts.add(next.text);
    else if (next.op === ENUM) for (const word of next.words ?? []) texts.add(word);
    else if (next.op === HOLE || next.op === FAMILY) hole = true;
  }
  const follow = { texts: [...texts], hole };
  follows.set(instruction, follow);
  return follow;
}
