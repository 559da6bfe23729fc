/** "Did you mean": the known word that a misspelt one most likely stands for, or none where none is plausible. */
import { countWhile, listsBy } from "./lists.ts";

/**
 * The candidate nearest to a word: letters swapped, dropped, added or changed (the optimal string alignment distance), at
 * most a third of the word; or the word is the beginning of just one candidate. Ties go to the first; equal words are
 * no candidates.
 */
export function nearestOf(word: string, candidates: Iterable<string>): string | undefined {
  return new KnownWords(candidates).nearest(word);
}

interface Known {
  readonly word: string;
  readonly lower: string;
  readonly letters: number;
  readonly at: number;
}

/** Words that many others are compared with: what a comparison needs of them is worked out once. */
export class KnownWords {
  readonly #all: readonly Known[];
  readonly #byLength: ReadonlyMap<number, readonly Known[]>;
  /** By what is left without `-`, `_`, `.` and blanks. */
  readonly #bare: ReadonlyMap<string, readonly Known[]>;
  #sorted: readonly Known[] | undefined;

  constructor(words: Iterable<string>) {
    this.#all = Array.from(words, (word, at) => {
      const lower = word.toLowerCase();
      return { word, lower, letters: lettersOf(lower), at };
    });
    this.#byLength = listsBy(this.#all, ({ word }) => word.length);
    this.#bare = listsBy(this.#all, ({ lower }) => withoutJoints(lower));
  }

  /** See `nearestOf`. */
  nearest(word: string): string | undefined {
    if (word.length < 2) return undefined;
    const lower = word.toLowerCase();
    const alike = this.#bare.get(withoutJoints(lower))?.find((known) => known.word !== word);
    return alike?.word ?? this.#closest(word, lower) ?? this.#continued(word, lower);
  }

  #closest(word: string, lower: string): string | undefined {
    const limit = allowed(word.length);
    const letters = lettersOf(lower);
    let best: Known | undefined;
    let bestDistance = limit + 1;
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      // Both have to allow the distance: `fd` is not a misspelt `cd`.
      const own = Math.min(limit, allowed(length));
      for (const known of this.#byLength.get(length) ?? []) {
        const most = Math.min(own, best === undefined || known.at > best.at ? bestDistance - 1 : bestDistance);
        if (most < 1 || Math.abs(length - word.length) > most || known.word === word) continue;
        if (ones(letters & ~known.letters) > most || ones(known.letters & ~letters) > most) continue;
        const distance = distanceWithin(lower, known.lower, most);
        if (distance > most) continue;
        bestDistance = distance;
        best = known;
      }
    }
    return best?.word;
  }

  /** The only one that the word is the beginning of. */
  #continued(word: string, lower: string): string | undefined {
    if (lower.length < 3) return undefined;
    this.#sorted ??= [...this.#all].sort((a, b) => (a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : 0));
    const first = countWhile(this.#sorted, (known) => known.lower < lower);
    const behind = countWhile(this.#sorted, (known) => known.lower < lower || known.lower.startsWith(lower));
    const continued = this.#sorted.slice(first, behind).filter((known) => known.word !== word);
    return continued.length === 1 ? continued[0]?.word : undefined;
  }
}

function allowed(length: number): number {
  if (length <= 2) return 0;
  if (length <= 5) return 1;
  if (length <= 9) return 2;
  return 3;
}

/** `log_format` is meant for `log-format`, `forwardFor` for `forward-for`. */
function withoutJoints(word: string): string {
  return /[-_. ]/.test(word) ? word.replaceAll(joints, "") : word;
}
const joints = /[-_. ]/g;

/** Which letters a word has, a bit for each: a change of one letter changes at most one bit of what only one word has. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function ones(bits: number): number {
  let left = bits;
  let count = 0;
  for (; left !== 0; count++) left &= left - 1;
  return count;
}

/** Three rows of the table of distances, used again by every comparison. */
let beforeLast: number[] = [];
let last: number[] = [];
let row: number[] = [];

/** The distance between two words where it is at most `most`; more than `most` otherwise. */
function distanceWithin(a: string, b: string, most: number): number {
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    // Further from the diagonal everything is above `most`.
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    row[from - 1] = from === 1 ? i : most + 1;
    let least = row[from - 1] ?? 0;
    for (let j = from; j <= to; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      const above = j === i + most ? most + 1 : (last[j] ?? 0);
      let value = Math.min(above + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
      row[j] = value;
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length] ?? most + 1;
}
