/** Numbers as the daemon reads them: strict keywords take a whole number, lenient ones what stands in front of the junk. */
import { booleanWord } from "../../model/keepalived/numbers.ts";
import type { Micros } from "./settings.ts";

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
 * Seconds with decimals, as microseconds (keepalived 2.2.7, read_decimal_unsigned_long_func). The daemon takes the point out,
 * fills up to six places and reads up to the first character that is no digit, so with a unit after it a number counts in the
 * smallest one: `3s` is three microseconds, `0.2s` two.
 */
export function decimalSeconds(text: string | undefined): Micros | undefined {
  if (text === undefined || text === "" || text.startsWith("-")) return undefined;
  const [whole = "", ...rest] = text.split(".");
  const decimals = rest.join(".");
  const digits = /^\+?(\d*)/.exec(whole + decimals.slice(0, 6).padEnd(6, "0"))?.[1] ?? "";
  return Number(digits) + ((decimals[6] ?? "0") >= "5" ? 1 : 0);
}

/** `on`, `true`, `yes`, nothing: true. */
export function flag(text: string | undefined): boolean {
  return booleanWord(text) !== false;
}
