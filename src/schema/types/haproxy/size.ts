/** haproxy's sizes: `64k`, `1m`, `2g`, in powers of 1024. */
import type { Size } from "../../../ast/values.ts";
import { Rejection, type ValueType } from "../type.ts";

const shifts: Readonly<Record<string, number>> = { "": 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

const noSize = new Rejection("is not a size: digits and one of k, m, g");
const tooLarge = new Rejection("is larger than the program can count", "out-of-range");

/** A size, or why the text is none. Most keywords count in 32 bits; those that count in 64 know `t` and `p` too. */
export function parseSize(text: string, bits: 32 | 64 = 32): Size | Rejection {
  const found = /^(\d+)([kmgtp]?)$/i.exec(text);
  if (found === null) return noSize;
  const unit = (found[2] ?? "").toLowerCase();
  if (bits === 32 && (unit === "t" || unit === "p")) return noSize;
  const bytes = Number(found[1]) * 1024 ** (shifts[unit] ?? 0);
  return bytes >= 2 ** bits ? tooLarge : { bytes };
}

export function size(bits: 32 | 64): ValueType {
  return {
    description: "a size such as 64k",
    check: (value) => parseSize(value, bits),
    measure: (value) => (value as Size).bytes,
  };
}
