/** Which processors a list such as `0-3,8` names, and how many threads and processors `cpu-map` lays on each other. */
import { wrappedUnsigned } from "../numbers.ts";
import { Rejection, type ValueType } from "../type.ts";

/** What a set of processors holds on Linux. */
const most = 1024;

/** The first and the last of each range of a word, in any order; what follows the digits is not looked at. */
function rangesOf(text: string): readonly (readonly [number, number])[] {
  return text
    .split(",")
    .filter((part, at) => part !== "" || at === 0)
    .map((part) => {
      const dash = part.indexOf("-");
      const low = wrappedUnsigned(part);
      const high = dash === -1 ? low : dash === part.length - 1 ? most - 1 : wrappedUnsigned(part.slice(dash + 1));
      return low < high ? [low, high] : [high, low];
    });
}

/** Only the first character has to be a digit; the program reads digits where it finds them. */
export const cpuSet: ValueType = {
  description: "processors such as 0-3,8",
  check: (value) => {
    if (!/^\d/.test(value)) return new Rejection("is not a list of processors");
    return rangesOf(value).some(([, high]) => high >= most) ? new Rejection(`goes beyond 0 to ${most - 1}`) : value;
  },
};

/** How many processors words of that type name. */
export function countProcessors(words: readonly string[]): number {
  const named = new Set<number>();
  for (const [low, high] of words.flatMap(rangesOf)) {
    for (let one = low; one <= high && one < most; one++) named.add(one);
  }
  return named.size;
}

/** How many groups or threads of 64 a part of `cpu-map` means: `all`, `odd`, `3`, `1-4`, `2-`. */
export function countThreads(text: string): number {
  if (text === "all") return 64;
  if (text === "odd" || text === "even") return 32;
  const [low = "", high = low] = text.split("-");
  return Math.abs((high === "" ? 64 : Number(high)) - Number(low)) + 1;
}
