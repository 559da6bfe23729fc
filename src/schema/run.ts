/** Runs a program over words: backtracking that remembers its states as soon as a line turns out to need it. */
import { callFailure } from "./call.ts";
import type { Entry } from "./entry.ts";
import { Farthest, type Stop } from "./farthest.ts";
import { checkHole, type InsideFailure, matchInside } from "./inside.ts";
import type { MatchWord } from "./match.ts";
import * as p from "./program.ts";
import type { LanguageTable } from "./table.ts";
import { Trail } from "./trail.ts";
import { Rejection } from "./types/type.ts";

/** Words that had a problem already, with the known word that each was most likely meant to be. */
export type Forgiven = Map<number, string | undefined>;

export interface RunResult {
  /** What was bound; holds until the next run. */
  readonly trail: Trail;
  /** Absent where the words fit. */
  readonly problem?: Stop;
}

/** Steps for each word without remembering states, and in all; a line that needs more counts as fitting. */
const freeSteps = 64;
const stepLimit = 200_000;
const stepsForEachWord = 64;

/** A family's syntax being matched inside another program: where to go on after it. */
interface Frame {
  readonly code: readonly p.Instruction[];
  readonly counter: number;
  readonly parent: Frame | undefined;
  /** Index of the family's own binding, which reaches to where its words end. */
  readonly binding: number;
  seen: Set<number> | undefined;
}

/** Runs the program over all words. Without `forgiven` a failure is not explained; with it, it is. */
export function runProgram(
  program: p.Program,
  words: readonly MatchWord[],
  table: LanguageTable,
  forgiven: Forgiven | undefined,
): RunResult {
  // Runs may be inside others, for the arguments in parentheses; each takes one that is free.
  let free = idle.get(table);
  if (free === undefined) {
    free = [];
    idle.set(table, free);
  }
  const run = free.pop() ?? new Run(table);
  const result = run.start(program, words, forgiven);
  free.push(run);
  return result;
}

const idle = new WeakMap<LanguageTable, Run[]>();

/** A failure that nobody asked to have explained. */
const unexplained: Stop = { at: 0, expected: [], complete: false, rejections: [] };

const nowhere: readonly p.Instruction[] = [];

class Run {
  #words: readonly MatchWord[] = [];
  readonly #table: LanguageTable;
  #forgiven: Forgiven | undefined;
  #guarded = false;
  #done = false;
  // The thread that runs.
  #code: readonly p.Instruction[] = [];
  #counter = 0;
  #at = 0;
  #frame: Frame | undefined;
  readonly #trail = new Trail();
  // The threads that wait, one column for each field. The columns never get shorter: they serve the next lines as well.
  #depth = 0;
  readonly #waitingCode: (readonly p.Instruction[])[] = [];
  readonly #waitingFrames: (Frame | undefined)[] = [];
  /** Counter, word, number of bindings: three for each thread. */
  readonly #waiting: number[] = [];
  readonly #root: { seen: Set<number> | undefined } = { seen: undefined };
  #far: Farthest | undefined;

  constructor(table: LanguageTable) {
    this.#table = table;
  }

  start(program: p.Program, words: readonly MatchWord[], forgiven: Forgiven | undefined): RunResult {
    this.#words = words;
    this.#forgiven = forgiven;
    this.#guarded = program.loops;
    this.#done = false;
    this.#root.seen = undefined;
    this.#far = forgiven === undefined ? undefined : new Farthest();
    this.#restart(program.code);
    return this.#run();
  }

  #run(): RunResult {
    const free = freeSteps * (this.#words.length + 8);
    const limit = stepLimit + stepsForEachWord * this.#words.length;
    const start = this.#code;
    for (let steps = 0; ; steps++) {
      if (steps === free && !this.#guarded) {
        this.#guarded = true;
        this.#restart(start);
      }
      if (steps > limit) this.#trail.truncate(0);
      else if (this.#step()) continue;
      if (this.#done || steps > limit) return { trail: this.#trail };
      if (!this.#resume()) return this.#failure();
    }
  }

  #restart(code: readonly p.Instruction[]): void {
    this.#depth = 0;
    this.#code = code;
    this.#counter = 0;
    this.#at = 0;
    this.#frame = undefined;
    this.#trail.truncate(0);
  }

  #wait(counter: number, at: number): void {
    const depth = this.#depth++;
    this.#waiting[depth * 3] = counter;
    this.#waiting[depth * 3 + 1] = at;
    this.#waiting[depth * 3 + 2] = this.#trail.length;
    this.#waitingCode[depth] = this.#code;
    this.#waitingFrames[depth] = this.#frame;
  }

  #resume(): boolean {
    if (this.#depth === 0) return false;
    const depth = --this.#depth;
    this.#code = this.#waitingCode[depth] ?? nowhere;
    this.#frame = this.#waitingFrames[depth];
    this.#counter = this.#waiting[depth * 3] ?? 0;
    this.#at = this.#waiting[depth * 3 + 1] ?? 0;
    this.#trail.truncate(this.#waiting[depth * 3 + 2] ?? 0);
    return true;
  }

  /** One instruction. False where the thread ends, in failure or at the end of everything. */
  #step(): boolean {
    const instruction = this.#code[this.#counter];
    if (instruction === undefined) return false;
    if (this.#guarded && this.#wasHere()) return false;
    switch (instruction.op) {
      case p.SPLIT:
        this.#wait(instruction.other, this.#at);
        this.#counter = instruction.next;
        return true;
      case p.JUMP:
        this.#counter = instruction.next;
        return true;
      case p.END:
        return this.#end(instruction);
      default:
        return this.#word(instruction);
    }
  }

  #wasHere(): boolean {
    const holder: { seen: Set<number> | undefined } = this.#frame ?? this.#root;
    holder.seen ??= new Set();
    const { seen } = holder;
    const key = this.#counter * (this.#words.length + 1) + this.#at;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  }

  #end(instruction: p.Instruction): boolean {
    const frame = this.#frame;
    if (frame !== undefined) {
      this.#trail.close(frame.binding, this.#at);
      this.#code = frame.code;
      this.#counter = frame.counter;
      this.#frame = frame.parent;
      return true;
    }
    if (this.#at < this.#words.length) return this.#fail(instruction);
    this.#done = true;
    return false;
  }

  #word(instruction: p.Instruction): boolean {
    const takes = instruction.type?.takes;
    if (takes !== undefined && takes !== "expression") return this.#several(instruction, takes);
    const word = this.#words[this.#at];
    if (word === undefined) return this.#fail(instruction);
    if (this.#forgiven?.has(this.#at) === true) return this.#forgive(instruction, this.#forgiven.get(this.#at));
    if (word.variables !== undefined && word.variables.length > 0) return this.#dynamic(instruction, word);
    switch (instruction.op) {
      case p.LITERAL:
        if (word.value !== instruction.text) return this.#fail(instruction);
        return this.#advance(instruction, 1);
      case p.ENUM:
        if (instruction.words?.has(word.value) !== true) return this.#fail(instruction);
        return this.#advance(instruction, 1);
      case p.HOLE:
        return this.#hole(instruction, word.value);
      case p.FAMILY:
        return this.#family(instruction, word.value);
      case p.PARTS:
        return this.#parts(instruction, word.value);
      default:
        return this.#list(instruction, word.value);
    }
  }

  #advance(instruction: p.Instruction, count: number): boolean {
    this.#counter = instruction.next;
    this.#at += count;
    return true;
  }

  #hole(instruction: p.Instruction, text: string): boolean {
    const value = checkHole(instruction, text);
    if (value instanceof Rejection) return this.#fail(instruction, value);
    let end = this.#at + 1;
    if (instruction.type?.takes === "expression") while (this.#isConverter(this.#words[end]?.value)) end++;
    this.#trail.push(instruction, this.#at, end, true);
    return this.#advance(instruction, end - this.#at);
  }

  #isConverter(text: string | undefined): boolean {
    if (text === undefined) return false;
    const end = text.search(/[,(]/);
    const first = end === -1 ? text : text.slice(0, end);
    return first !== "" && this.#table.find("converter", first) !== undefined;
  }

  /** Types that take all the words that are left. */
  #several(instruction: p.Instruction, takes: "rest" | "some" | "condition"): boolean {
    const word = this.#words[this.#at];
    const end = this.#words.length;
    if (word === undefined && takes !== "rest") return this.#fail(instruction);
    const isDynamic = (word?.variables?.length ?? 0) > 0 || this.#forgiven?.has(this.#at) === true;
    if (takes === "condition" && !isDynamic && word?.value !== "if" && word?.value !== "unless")
      return this.#fail(instruction);
    if (word !== undefined) this.#trail.push(instruction, this.#at, end, false);
    return this.#advance(instruction, end - this.#at);
  }

  #family(instruction: p.Instruction, text: string): boolean {
    const member = instruction.members?.get(text);
    if (member !== undefined) return this.#goInto(instruction, member.entry, member.program);
    const entry = this.#table.find(instruction.text, text);
    return entry === undefined ? this.#fail(instruction) : this.#enter(instruction, entry, text);
  }

  #enter(instruction: p.Instruction, entry: Entry, text: string, checkCall = true): boolean {
    const { call, keyword, syntax } = entry;
    const isPlain = call === undefined && keyword === text;
    if (checkCall && !isPlain) {
      const failure = callFailure(entry, text, this.#table);
      if (failure !== undefined) return this.#fail(instruction, failure.rejection, failure);
    }
    if (syntax === null) {
      const binding = this.#trail.open(instruction, entry, this.#at);
      this.#trail.close(binding, this.#words.length);
      return this.#advance(instruction, this.#words.length - this.#at);
    }
    const program = p.programOf(syntax, this.#table.types);
    if (isPlain) instruction.members?.set(text, { entry, program });
    return this.#goInto(instruction, entry, program);
  }

  #goInto(instruction: p.Instruction, entry: Entry, { code, loops }: p.Program): boolean {
    const binding = this.#trail.open(instruction, entry, this.#at);
    if (loops) this.#guarded = true;
    this.#at++;
    if (code.length === 1) {
      this.#counter = instruction.next;
      return true;
    }
    this.#frame = { code: this.#code, counter: instruction.next, parent: this.#frame, binding, seen: undefined };
    this.#code = code;
    this.#counter = 0;
    return true;
  }

  #parts(instruction: p.Instruction, text: string): boolean {
    const { parts } = instruction;
    const failure =
      parts && matchInside(parts, { text, from: 0, to: text.length, index: this.#at }, this.#table, this.#trail);
    return failure === undefined ? this.#advance(instruction, 1) : this.#fail(instruction, failure.rejection, failure);
  }

  #list(instruction: p.Instruction, text: string): boolean {
    const { parts } = instruction;
    if (parts === undefined) return this.#advance(instruction, 1);
    const lastClose = text.lastIndexOf(")");
    // haproxy takes a comma behind the last part.
    const end = text.endsWith(",") && text.length > 1 ? text.length - 1 : text.length;
    for (let from = 0; from <= end; ) {
      const to = endOfPart(text, from, lastClose);
      const failure = matchInside(parts, { text, from, to, index: this.#at }, this.#table, this.#trail);
      if (failure !== undefined) return this.#fail(instruction, failure.rejection, failure);
      from = to + 1;
    }
    return this.#advance(instruction, 1);
  }

  /** A word with variables fits wherever what is fixed of it does. */
  #dynamic(instruction: p.Instruction, word: MatchWord): boolean {
    if (word.variables?.some((variable) => variable.splits === true) === true) return this.#unknownMany(instruction);
    switch (instruction.op) {
      case p.LITERAL:
        return couldBe(word, instruction.text) ? this.#advance(instruction, 1) : this.#fail(instruction);
      case p.ENUM:
        for (const text of instruction.words ?? []) if (couldBe(word, text)) return this.#advance(instruction, 1);
        return this.#fail(instruction);
      case p.HOLE:
        this.#trail.push(instruction, this.#at, this.#at + 1, false);
        return this.#advance(instruction, 1);
      case p.FAMILY: {
        const entry = this.#table.find(instruction.text, word.value);
        if (entry === undefined) return this.#unknownOption(instruction);
        // The name is written, so the variable stands in its parentheses.
        return this.#enter(instruction, entry, word.value, false);
      }
      default:
        return this.#advance(instruction, 1);
    }
  }

  /** A variable that becomes any number of words: what follows it cannot be judged. */
  #unknownMany(instruction: p.Instruction): boolean {
    if (instruction.op === p.FAMILY) return this.#unknownOption(instruction);
    this.#done = true;
    return false;
  }

  /** An option that is not known takes the words up to the next one that is; fewer if those that follow fit otherwise. */
  #unknownOption(instruction: p.Instruction): boolean {
    let end = this.#at + 1;
    for (; end < this.#words.length; end++) {
      const text = this.#words[end]?.value ?? "";
      if (text === "if" || text === "unless" || this.#table.find(instruction.text, text) !== undefined) break;
    }
    if (end > this.#at + 1) this.#wait(instruction.next, this.#at + 1);
    return this.#advance(instruction, end - this.#at);
  }

  /** A word whose problem is known is taken for what it was meant to be, or for whatever could stand there. */
  #forgive(instruction: p.Instruction, meant: string | undefined): boolean {
    switch (instruction.op) {
      case p.LITERAL:
        if (meant !== undefined && meant !== instruction.text) return false;
        return this.#advance(instruction, 1);
      case p.ENUM:
        if (meant !== undefined && instruction.words?.has(meant) !== true) return false;
        return this.#advance(instruction, 1);
      case p.FAMILY: {
        const text = meant ?? this.#words[this.#at]?.value ?? "";
        const entry = this.#table.find(instruction.text, text);
        if (entry !== undefined) return this.#enter(instruction, entry, text, false);
        return meant === undefined ? this.#unknownOption(instruction) : false;
      }
      default:
        if (meant !== undefined) return false;
        if (instruction.op === p.HOLE) this.#trail.push(instruction, this.#at, this.#at + 1, false);
        return this.#advance(instruction, 1);
    }
  }

  #fail(instruction: p.Instruction, rejection?: Rejection, inside?: InsideFailure): false {
    this.#far?.add(this.#at, instruction, this.#trail, rejection, inside);
    return false;
  }

  #failure(): RunResult {
    if (this.#far === undefined) return { trail: this.#trail, problem: unexplained };
    return { trail: this.#far.trail, problem: this.#far.stop() };
  }
}

/** Whether a word with variables may turn out to be the text, by its fixed beginning and end. */
function couldBe(word: MatchWord, text: string): boolean {
  const start = word.value.indexOf("$");
  if (start === -1) return true;
  const name = word.variables?.at(-1)?.name ?? "";
  const last = word.value.lastIndexOf(name);
  const closing = word.value.indexOf("}", last + name.length);
  const end = closing === -1 ? word.value.length : closing + 1;
  return text.startsWith(word.value.slice(0, start)) && text.endsWith(word.value.slice(end));
}

/** Where a part of a list ends: at the next comma that is not between the parentheses of a call. */
function endOfPart(text: string, from: number, lastClose: number): number {
  for (let at = from; ; ) {
    const comma = text.indexOf(",", at);
    if (comma === -1) return text.length;
    // Not looked for behind the comma: there may be thousands of parts, and one call behind them all.
    const open = text.slice(at, comma).indexOf("(");
    if (open === -1 || at + open > lastClose) return comma;
    at = text.indexOf(")", at + open);
  }
}
