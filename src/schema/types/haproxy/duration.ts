/** haproxy's times: `30s`, `1500ms`, `2m`; without a unit, in the keyword's own. */
import type { Duration } from "../../../ast/values.ts";
import { Rejection, type ValueType } from "../type.ts";

const microseconds: Readonly<Record<string, number>> = { us: 1, ms: 1e3, s: 1e6, m: 6e7, h: 3.6e9, d: 8.64e10 };

export type TimeUnit = "us" | "ms" | "s";

const noTime = new Rejection("is not a time: digits and one of us, ms, s, m, h, d");
const fraction = new Rejection("has a fraction; write it in a smaller unit");
const tooLong = new Rejection("is longer than the program can count", "out-of-range");

/**
 * A time, or why the text is none. The number must be whole. What follows a complete unit is only warned of by the
 * program (haproxy 3.4: `3sx` is 3 s), so it counts here. The most is 2^31 - 1 of the keyword's own unit.
 */
export function parseDuration(text: string, defaultUnit: TimeUnit = "ms"): Duration | Rejection {
  const found = /^(\d+)(us|ms|s|m|h|d)?(.*)$/s.exec(text);
  if (found === null) return noTime;
  const [, digits = "", unit, rest = ""] = found;
  if (unit === undefined && rest !== "") return rest.startsWith(".") ? fraction : noTime;
  const value = Number(digits) * (microseconds[unit ?? defaultUnit] ?? 1);
  if (value / (microseconds[defaultUnit] ?? 1) > 0x7fffffff) return tooLong;
  return unit === undefined ? { microseconds: value } : { microseconds: value, unit };
}

export function duration(defaultUnit: TimeUnit): ValueType {
  const units = { us: "microseconds", ms: "milliseconds", s: "seconds" };
  return {
    description: `a time such as 30s; without a unit, in ${units[defaultUnit]}`,
    check: (value) => parseDuration(value, defaultUnit),
    measure: (value) => (value as Duration).microseconds,
  };
}
