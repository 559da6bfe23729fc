/**
 * Patterns as straight-line programs: a small instruction set that `match.ts` runs over words and `inside.ts` over the
 * characters of one word. Built on first use, kept with the pattern.
 */
import type { Entry } from "./entry.ts";
import type { Layout } from "./layout.ts";
import type { Choice, Hole, Pattern } from "./pattern.ts";
import { patternText } from "./pattern-text.ts";
import { Rejection, type Types, type ValueType } from "./types/type.ts";

export const END = 0;
/** One word, or one stretch of it, that is exactly `text`. */
export const LITERAL = 1;
/** One of `words`. */
export const ENUM = 2;
export const HOLE = 3;
export const FAMILY = 4;
/** Go on at `next`, and at `other` if that fails. */
export const SPLIT = 5;
export const JUMP = 6;
/** One word made of parts, run by `inside.ts`. */
export const PARTS = 7;
/** One word of parts between commas. */
const LIST = 8;

export interface Instruction {
  readonly op: number;
  next: number;
  other: number;
  readonly text: string;
  readonly words: ReadonlySet<string> | undefined;
  readonly type: ValueType | undefined;
  readonly typeName: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  /** The program of a word's parts. */
  readonly parts: Program | undefined;
  /** Of a family: the keywords that lines had, so that they are looked up once. */
  readonly members: Map<string, Member> | undefined;
  /** What it stands for, for the list of what was expected. */
  readonly pattern: Pattern;
}

/** A keyword of a family that stands as it is written, and what its words are matched with. */
export interface Member {
  readonly entry: Entry;
  readonly program: Program;
}

export interface Program {
  readonly code: readonly Instruction[];
  /** It has a loop that may go round without taking anything, so states must be remembered. */
  readonly loops: boolean;
  /** The layouts of the words it was run over last. */
  readonly layouts: Layout[];
}

const nothing: Pattern = { kind: "seq", of: [] };

const programs = new WeakMap<Pattern, Program>();

/** The program of a pattern that is matched word by word; made on first use. */
export function programOf(pattern: Pattern, types: Types): Program {
  let program = programs.get(pattern);
  if (program === undefined) {
    const builder = new Builder(types, false);
    builder.add(pattern);
    program = builder.finish();
    programs.set(pattern, program);
  }
  return program;
}

function compileParts(pattern: Pattern, types: Types): Program {
  const builder = new Builder(types, true);
  builder.add(pattern);
  return builder.finish();
}

class Builder {
  readonly #code: Instruction[] = [];
  readonly #types: Types;
  readonly #inside: boolean;
  #loops = false;

  constructor(types: Types, inside: boolean) {
    this.#types = types;
    this.#inside = inside;
  }

  finish(): Program {
    this.#emit(END, nothing);
    return { code: this.#code, loops: this.#loops, layouts: [] };
  }

  add(pattern: Pattern): void {
    switch (pattern.kind) {
      case "seq":
        for (const part of withRestInside(pattern.of)) this.add(part);
        break;
      case "any":
        this.#choice(pattern);
        break;
      case "opt": {
        const split = this.#emit(SPLIT, nothing);
        split.next = this.#code.length;
        this.add(pattern.of);
        split.other = this.#code.length;
        break;
      }
      case "rep":
        this.#repeat(pattern.of);
        break;
      case "lit":
        this.#emit(LITERAL, pattern, { text: pattern.text });
        break;
      case "hole":
        this.#hole(pattern);
        break;
      case "family":
        this.#emit(FAMILY, pattern, { text: pattern.context, label: pattern.label, members: new Map() });
        break;
      case "joined":
        if (this.#inside) for (const part of pattern.of) this.add(part);
        else this.#emit(PARTS, pattern, { parts: compileParts(pattern, this.#types) });
        break;
      case "list":
        if (this.#inside) this.#separated(pattern.of);
        else this.#emit(LIST, pattern, { parts: compileParts(pattern.of, this.#types) });
        break;
    }
  }

  #emit(op: number, pattern: Pattern, more: Partial<Instruction> = {}): Instruction {
    const next = this.#code.length + 1;
    const instruction: Instruction = {
      op,
      next,
      other: next,
      text: more.text ?? "",
      words: more.words,
      type: more.type,
      typeName: more.typeName ?? "",
      label: more.label ?? "",
      min: more.min ?? Number.NEGATIVE_INFINITY,
      max: more.max ?? Number.POSITIVE_INFINITY,
      parts: more.parts,
      members: more.members,
      pattern,
    };
    this.#code.push(instruction);
    return instruction;
  }

  #hole(hole: Hole): void {
    const type = this.#types.get(hole.type);
    this.#emit(HOLE, hole, {
      type,
      typeName: hole.type,
      label: hole.label,
      min: bound(hole.min, type, Number.NEGATIVE_INFINITY),
      max: bound(hole.max, type, Number.POSITIVE_INFINITY),
    });
  }

  #choice(choice: Choice): void {
    const words = choice.of.flatMap((one) => (one.kind === "lit" ? [one.text] : []));
    if (words.length === choice.of.length) {
      this.#emit(ENUM, choice, { words: new Set(words) });
      return;
    }
    const ends: Instruction[] = [];
    const ordered = choice.of.toSorted((a, b) => generality(a) - generality(b));
    ordered.forEach((one, at) => {
      const last = at === ordered.length - 1;
      const split = last ? undefined : this.#emit(SPLIT, nothing);
      this.add(one);
      if (!last) ends.push(this.#emit(JUMP, nothing));
      if (split !== undefined) split.other = this.#code.length;
    });
    for (const end of ends) end.next = this.#code.length;
  }

  #repeat(body: Pattern): void {
    if (isNullable(body)) this.#loops = true;
    const start = this.#code.length;
    this.add(body);
    const split = this.#emit(SPLIT, nothing);
    split.next = start;
    split.other = this.#code.length;
  }

  #separated(body: Pattern): void {
    const start = this.#code.length;
    this.add(body);
    const split = this.#emit(SPLIT, nothing);
    this.#emit(LITERAL, { kind: "lit", text: "," }, { text: "," }).next = start;
    split.other = this.#code.length;
  }
}

/**
 * `[<time: duration>] [<ignored: rest>]` means that words may follow the time, not that anything may stand in its place:
 * it is read as `[<time: duration> [<ignored: rest>]]`.
 */
function withRestInside(parts: readonly Pattern[]): readonly Pattern[] {
  const [before, last] = parts.slice(-2);
  if (before?.kind !== "opt" || last === undefined || !startsWithHole(before.of)) return parts;
  const eater = last.kind === "opt" ? last.of : last;
  if (eater.kind !== "hole" || eater.type !== "rest") return parts;
  return [...parts.slice(0, -2), { kind: "opt", of: { kind: "seq", of: [before.of, last] } }];
}

function startsWithHole(pattern: Pattern): boolean {
  if (pattern.kind === "seq") return pattern.of[0] !== undefined && startsWithHole(pattern.of[0]);
  return pattern.kind === "hole";
}

function bound(text: string | undefined, type: ValueType | undefined, otherwise: number): number {
  if (text === undefined || type?.measure === undefined) return otherwise;
  const value = type.check(text);
  const measured = value instanceof Rejection ? Number(text) : type.measure(value);
  return Number.isNaN(measured) ? otherwise : measured;
}

/** Words that are spelt out are tried before families, and these before holes that take any word. */
function generality(pattern: Pattern): number {
  switch (pattern.kind) {
    case "lit":
      return 0;
    case "family":
      return 1;
    case "hole":
      return 3;
    case "seq":
    case "joined": {
      const [first] = pattern.of;
      return first === undefined ? 4 : generality(first);
    }
    case "any":
      return Math.max(...pattern.of.map(generality));
    default:
      return Math.max(2, generality(pattern.of));
  }
}

function isNullable(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case "seq":
    case "joined":
      return pattern.of.every(isNullable);
    case "any":
      return pattern.of.some(isNullable);
    case "opt":
      return true;
    case "rep":
      return isNullable(pattern.of);
    case "hole":
      return pattern.type === "rest";
    default:
      return false;
  }
}

/** What an instruction would have taken, in the notation. */
export function expectedOf(instruction: Instruction): readonly string[] {
  if (instruction.words !== undefined) return [...instruction.words];
  if (instruction.op === END) return [];
  if (instruction.type?.takes === "condition") return ["if", "unless"];
  return [instruction.op === LITERAL ? instruction.text : patternText(instruction.pattern)];
}
