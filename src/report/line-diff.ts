/** Which lines of a text were replaced by which of another, in time that does not explode where most of them were. */
import { diffArrays } from "diff";
import { countWhile, listsBy } from "../text/lists.ts";

/** Lines `[start, end)` of the old text and those of the new one that stand in their place; counted from 0. */
export interface Replaced {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** A shortest diff of more lines than this takes time in proportion to their square. */
const mostEdits = 300;

/**
 * In order, with a line that is alike between any two. The fewest lines are replaced where these are few; where they are many
 * the texts are cut at the lines that each has once, and a stretch between two such that has hardly a line in common is replaced whole.
 */
export function replacedLines(before: readonly string[], after: readonly string[]): readonly Replaced[] {
  const all = { start: 0, end: before.length, newStart: 0, newEnd: after.length };
  return (
    fewestReplaced(before, after, all) ??
    betweenAnchors(before, after).flatMap((stretch) => fewestReplaced(before, after, stretch) ?? [stretch])
  );
}

/** Undefined where they are too many. */
function fewestReplaced(
  before: readonly string[],
  after: readonly string[],
  { start, end, newStart, newEnd }: Replaced,
): Replaced[] | undefined {
  const parts = diffArrays(before.slice(start, end), after.slice(newStart, newEnd), { maxEditLength: mostEdits });
  if (parts === undefined) return undefined;
  const found: Replaced[] = [];
  let [at, newAt] = [start, newStart];
  for (const { added, removed, count } of parts) {
    const [oldLines, newLines] = [added ? 0 : count, removed ? 0 : count];
    if (added || removed) {
      const last = found.at(-1);
      const joins = last?.end === at && last.newEnd === newAt;
      const from = joins ? last : { start: at, newStart: newAt };
      if (joins) found.pop();
      found.push({ start: from.start, end: at + oldLines, newStart: from.newStart, newEnd: newAt + newLines });
    }
    at += oldLines;
    newAt += newLines;
  }
  return found;
}

/** The stretches between the lines that both texts have once and in one order. */
function betweenAnchors(before: readonly string[], after: readonly string[]): readonly Replaced[] {
  const stretches: Replaced[] = [];
  let [start, newStart] = [0, 0];
  for (const [at, newAt] of [...anchors(before, after), [before.length, after.length] as const]) {
    if (at > start || newAt > newStart) stretches.push({ start, end: at, newStart, newEnd: newAt });
    [start, newStart] = [at + 1, newAt + 1];
  }
  return stretches;
}

type Pair = readonly [at: number, newAt: number];

function anchors(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const there = onlyPlaces(after);
  const shared = [...onlyPlaces(before)].flatMap(([line, at]): Pair[] => {
    const newAt = there.get(line);
    return newAt === undefined ? [] : [[at, newAt]];
  });
  return longestRising(shared);
}

/** Where the lines stand that stand once. */
function onlyPlaces(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = listsBy(lines.keys(), (at) => lines[at] ?? "");
  return new Map(
    [...places].flatMap(([line, [at, ...others]]) => (at === undefined || others.length > 0 ? [] : [[line, at]])),
  );
}

/** The most pairs whose second numbers rise as their first ones do. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  interface Chain {
    readonly pair: Pair;
    readonly before: Chain | undefined;
  }
  /** For each length the chain of it that ends lowest. */
  const chains: Chain[] = [];
  for (const pair of pairs) {
    const length = countWhile(chains, (chain) => chain.pair[1] < pair[1]);
    chains[length] = { pair, before: chains[length - 1] };
  }
  const longest: Pair[] = [];
  for (let chain = chains.at(-1); chain !== undefined; chain = chain.before) longest.push(chain.pair);
  return longest.reverse();
}
