/** "Did you mean": the known word that a misspelt one most likely stands for, or none where none is plausible. */

/**
 * The candidate nearest to a word: letters swapped, dropped, added or changed (the optimal string alignment distance), at
 * most a third of the word; or the word is the beginning of just one candidate. Ties go to the first; equal words are
 * no candidates.
 */
export function nearestOf(word: string, candidates: Iterable<string>): string | undefined {
  const limit = allowed(word.length);
  if (word.length < 2) return undefined;
  const lower = word.toLowerCase();
  const bare = lower.replaceAll(joints, "");
  let best: string | undefined;
  let bestDistance = limit + 1;
  let beginning: string | undefined;
  let beginnings = 0;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const known = candidate.toLowerCase();
    if (known === lower || (known.length >= bare.length && withoutJoints(known) === bare)) return candidate;
    if (lower.length >= 3 && known.startsWith(lower)) {
      beginnings++;
      beginning = candidate;
    }
    // Both have to allow the distance: `fd` is not a misspelt `cd`.
    const most = Math.min(bestDistance - 1, allowed(candidate.length));
    if (most < 1 || Math.abs(candidate.length - word.length) > most) continue;
    const distance = distanceWithin(lower, known, most);
    if (distance <= most) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best ?? (beginnings === 1 ? beginning : undefined);
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

/** The distance between two words where it is at most `most`; more than `most` otherwise. */
function distanceWithin(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last: number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1);
      row.push(value);
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}
