/** Numbers as the daemon reads them: strict keywords take a whole number, lenient ones what stands in front of the junk. */
import type { Micros } from "./settings.ts";
import { second } from "./settings.ts";

/** A whole number in range, nothing after it; undefined: not valid. */
export function strictInteger(text: string | undefined, low: number, high: number): number | undefined {
  if (text === undefined || !/^\+?\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= low && value <= high ? value : undefined;
}

/** The leading whole number (`-2.5` is -2, `5s` is 5); undefined where there is none. */
export function lenientInteger(text: string | undefined): number | undefined {
  const found = /^[+-]?\d+/.exec(text ?? "");
  return found === null ? undefined : Number(found[0]);
}

/**
 * Seconds with decimals, as microseconds. With a unit or other junk after it a number without a point counts in the smallest
 * unit: `3s` is three microseconds.
 */
export function decimalSeconds(text: string | undefined): Micros | undefined {
  const found = /^\+?(\d*)(?:\.(\d*))?(.*)$/.exec(text ?? "");
  if (found === null) return undefined;
  const [, whole = "", decimals, rest = ""] = found;
  if (whole === "" && (decimals ?? "") === "") return undefined;
  if (rest !== "" && decimals === undefined) return Number(whole);
  return Math.round(Number(`${whole === "" ? "0" : whole}.${decimals ?? "0"}`) * second);
}

/** `on`, `true`, `yes`, nothing: true. */
export function flag(text: string | undefined): boolean {
  return text === undefined || !["off", "false", "no"].includes(text);
}
