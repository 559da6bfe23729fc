/**
 * The words of a file in columns. A large file has a million of them, and few are ever looked at one by one: a `Word` is made for
 * these when it is asked for.
 */
import type { VariableReference, Word } from "../../ast/word.ts";
import type { MatchWord } from "../../schema/match.ts";

/** What a word with quotes, escapes or variables has beside its value. */
interface Extras {
  readonly quoted?: boolean;
  readonly variables?: readonly VariableReference[];
}

type Scratch = { -readonly [Field in keyof MatchWord]: MatchWord[Field] };

/** Lines of more words are rare, and refused by the program. */
const mostScratch = 64;

export class WordTable {
  #length = 0;
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  readonly #values: string[] = [];
  readonly #extras = new Map<number, Extras>();
  /** Words for matching, used again for each line; and for each number of words a list of the first so many. */
  readonly #scratch: Scratch[] = [];
  readonly #lists: Scratch[][] = [[]];
  readonly #taken: Word[] = [];

  get length(): number {
    return this.#length;
  }

  add(start: number, end: number, value: string, extras?: Extras): void {
    const at = this.#length++;
    if (at === this.#starts.length) {
      this.#starts = doubled(this.#starts);
      this.#ends = doubled(this.#ends);
    }
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#values.push(value);
    if (extras !== undefined) this.#extras.set(at, extras);
  }

  start(at: number): number {
    return this.#starts[at] ?? 0;
  }

  end(at: number): number {
    return this.#ends[at] ?? 0;
  }

  value(at: number): string {
    return this.#values[at] ?? "";
  }

  isQuoted(at: number): boolean {
    return this.#extras.get(at)?.quoted === true;
  }

  /** The word at an index, which has to be one of the table's. */
  word(at: number): Word {
    const word = { start: this.start(at), end: this.end(at), value: this.value(at) };
    const extras = this.#extras.size === 0 ? undefined : this.#extras.get(at);
    return extras === undefined ? word : { ...word, ...extras };
  }

  /** The words from an index up to another. */
  words(from: number, to: number): Word[] {
    const words = this.#taken;
    for (let at = from; at < to; at++) words[at - from] = this.word(at);
    // A list that grew word by word would keep room for sixteen more.
    return words.slice(0, to - from);
  }

  /** The words for matching; they hold until the next call. */
  forMatching(from: number, to: number): readonly MatchWord[] {
    const count = to - from;
    if (count > mostScratch) return this.words(from, to);
    for (let at = this.#scratch.length; at < count; at++) this.#scratch.push({ value: "", variables: none });
    let list = this.#lists[count];
    if (list === undefined) {
      list = this.#scratch.slice(0, count);
      this.#lists[count] = list;
    }
    for (let at = 0; at < count; at++) {
      const word = list[at];
      if (word === undefined) continue;
      word.value = this.value(from + at);
      word.variables = this.#extras.size === 0 ? none : (this.#extras.get(from + at)?.variables ?? none);
    }
    return list;
  }
}

const none: readonly VariableReference[] = [];

function doubled(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(numbers.length * 2);
  twice.set(numbers);
  return twice;
}
