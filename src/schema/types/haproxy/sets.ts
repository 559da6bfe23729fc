/** haproxy's sets of numbers in one word: threads, processors, status codes, samples. */
import { countWhile } from "../../../text/lists.ts";
import { wrapped } from "../numbers.ts";
import { Rejection, type ValueType } from "../type.ts";

function described(description: string, fault: (text: string) => string | undefined): ValueType {
  return {
    description,
    check: (value) => {
      const reason = fault(value);
      return reason === undefined ? value : new Rejection(reason);
    },
  };
}

const threadsMost = 4096;
const groupThreadsMost = 64;
const groupsMost = 16;
/** What a word of the processor has bits for. */
const mappedMost = 64;

/** `1`, `1-4`, `2-`, `all`, `odd,even`, and the same after a group: `1/1-4`. */
export const threadSet = described("a set of threads such as 1-4, odd or 1/all", (text) => {
  const relative = /^\d*\//.test(text);
  for (const part of text.split(",")) {
    const found = /^(?:(\d+)\/)?(.*)$/s.exec(part);
    const threads = found?.[2] ?? "";
    if (relative !== (found?.[1] !== undefined)) return "mixes threads of a group and of the process";
    if (relative && (Number(found?.[1]) < 1 || Number(found?.[1]) > groupsMost)) return "has a group that cannot be";
    if (!isThreadRange(threads, relative ? groupThreadsMost : threadsMost)) return "is not a set of threads";
  }
  return undefined;
});

function isThreadRange(text: string, most: number): boolean {
  if (text === "" || ["all", "odd", "even"].includes(text)) return true;
  const found = /^(\d+)(?:-(\d*))?$/.exec(text);
  if (found === null) return false;
  const [, low = "", high = low] = found;
  return Number(low) >= 1 && Number(low) <= most && (high === "" || (Number(high) >= 1 && Number(high) <= most));
}

/** `all`, `odd`, `even`, `3`, `1-4`, `2-`; `auto:` before it where the numbers are to be spread. */
function processRange(text: string, most: number): string | undefined {
  if (["all", "odd", "even"].includes(text)) return undefined;
  const found = /^(\d+)(?:-(\d*))?$/.exec(text);
  if (found === null) return "is not a number or a range of numbers";
  const [, low = "", high = low] = found;
  const ends = [Number(low), high === "" ? most : Number(high)];
  return Math.min(...ends) < 1 || Math.max(...ends) > most ? `goes beyond 1 to ${most}` : undefined;
}

/** The threads of `cpu-map`: those of all groups, or of one: `1/1-4`. */
export const processSet = described("threads such as auto:1/1-4", (text) => {
  const plain = text.startsWith("auto:") ? text.slice(5) : text;
  const slash = plain.indexOf("/");
  if (slash === -1) return processRange(plain, mappedMost);
  return processRange(plain.slice(0, slash), mappedMost) ?? processRange(plain.slice(slash + 1), groupThreadsMost);
});

export const threadRange = described("a range of threads such as 1-4", (text) => processRange(text, threadsMost));

/** `400-499`, `+500,501`, `-404` */
export const statusRanges = described("status codes such as 400-499 or +404", (text) => {
  for (const part of text.replace(/^[+-]/, "").split(",")) {
    const found = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (found === null) return "is not a list of status codes";
    const [, low = "", high = low] = found;
    if (Number(low) < 100 || Number(high) > 599) return "has a code that is not between 100 and 599";
    if (Number(high) < Number(low)) return "has a range that ends before it starts";
  }
  return undefined;
});

/** `1,3-5:10`: of ten log lines, these. */
export const logSample = described("a sample such as 1,3-5:10", (text) => {
  const found = /^([\d,-]+):(\d+)$/.exec(text);
  if (found === null) return "is not of the form `<ranges>:<size>`";
  const taken: [number, number][] = [];
  for (const part of (found[1] ?? "").split(",")) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (range === null) return "has a range that is none";
    const low = Number(range[1]);
    const high = Number(range[2] ?? low);
    if (low < 1 || high < low || (high === low && range[2] !== undefined)) return "has a range that is none";
    const first = countWhile(taken, ([, to]) => to < low);
    const end = countWhile(taken, ([from]) => from <= high);
    // A range may lie around earlier ones, but not begin or end in one (haproxy 3.4).
    if (first < end && ((taken[first]?.[0] ?? 0) <= low || (taken[end - 1]?.[1] ?? 0) >= high))
      return "has ranges that overlap";
    taken.splice(first, end - first, [low, high]);
  }
  return (taken.at(-1)?.[1] ?? 0) > Number(found[2]) ? "has a range beyond its size" : undefined;
});

/** OpenSSL's codes, by number or by name; how many there are depends on the library (haproxy 3.4 with OpenSSL 3.0: 94). */
export const tlsErrors = described("codes of verification errors such as 18,19", (text) => {
  for (const part of text.split(",")) {
    if (part === "" || /^X509_V_ERR_\w+$/.test(part)) continue;
    if (!/^\s*[+-]?\d/.test(part)) return "is not a list of error codes";
    const number = wrapped(part);
    if (number < 1 || number > 127) return "has a code that is not between 1 and 127";
  }
  return undefined;
});
