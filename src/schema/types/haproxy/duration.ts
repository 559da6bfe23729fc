/** haproxy's times: `30s`, `1500ms`, `2m`; without a unit, in the keyword's own. */
import type { Duration } from "../../../ast/values.ts";
import { Rejection, type ValueType } from "../type.ts";

const microseconds: Readonly<Record<string, number>> = { us: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9, d: 8.64e10 };
/** `ms` before `m`. */
const units = Object.keys(microseconds);

export type TimeUnit = "us" | "ms" | "s";

const noTime = new Rejection("is not a time: digits and one of us, ms, s, m, h, d");
const fraction = new Rejection("has a fraction; write it in a smaller unit");
const tooLong = new Rejection("is longer than the program can count", "out-of-range");

/**
 * A time, or why the text is none. The number must be whole. What follows a complete unit is only warned of by the
 * program (haproxy 3.4: `3sx` is 3 s), so it counts here. The most is 2^31 - 1 of the keyword's own unit.
 */
export function parseDuration(text: string, defaultUnit: TimeUnit = "ms"): Duration | Rejection {
  let end = 0;
  while (isDigit(text.charCodeAt(end))) end++;
  if (end === 0) return noTime;
  const unit = unitAt(text, end);
  if (unit === undefined && end < text.length) return text[end] === "." ? fraction : noTime;
  const value = countOf(text.slice(0, end)) * (microseconds[unit ?? defaultUnit] ?? 1);
  if (value / (microseconds[defaultUnit] ?? 1) > 0x7fffffff) return tooLong;
  return unit === undefined ? { microseconds: value } : { microseconds: value, unit };
}

/** No line may be as long. */
const longestNumber = 20_000;

/** The program counts in 64 bits and begins anew behind them: 18446744073709551617 is 1. */
function countOf(digits: string): number {
  if (digits.length > longestNumber) return Number.POSITIVE_INFINITY;
  return digits.length < 20 ? Number(digits) : Number(BigInt.asUintN(64, BigInt(digits)));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function unitAt(text: string, at: number): string | undefined {
  for (const unit of units) if (text.startsWith(unit, at)) return unit;
  return undefined;
}

export function duration(defaultUnit: TimeUnit): ValueType {
  const names = { us: "microseconds", ms: "milliseconds", s: "seconds" };
  return {
    description: `a time such as 30s; without a unit, in ${names[defaultUnit]}`,
    check: (value) => parseDuration(value, defaultUnit),
    measure: (value) => (value as Duration).microseconds,
  };
}
