/** Numbers as C programs read them. */
import { asNumber, Rejection, type ValueType } from "./type.ts";

const notNumber = new Rejection("is not a whole number");
const wholeNumber = /^\s*[+-]?\d+$/;

const longest = 2 ** 63 - 1;

/** A whole number in base 10 and nothing after it, as `strtol` reads it: beyond 64 bits it is the most these can say. */
export const int: ValueType = {
  description: "a whole number",
  check: (value) => (wholeNumber.test(value) ? clamped(Number(value)) : notNumber),
  measure: asNumber,
};

function clamped(number: number): number {
  return Math.max(-longest, Math.min(longest, number));
}

const digitsFirst = /^\s*([+-]?\d+)/;

/** The digits at the start of a text as `atol` reads them, no digits being 0, of which a variable of 32 bits keeps the lowest. */
export function wrapped(text: string): number {
  const digits = digitsFirst.exec(text)?.[1] ?? "0";
  const number = Number(digits);
  if (Math.abs(number) < 2 ** 31) return number;
  if (Math.abs(number) >= 2 ** 63) return number > 0 ? -1 : 0;
  return Number(BigInt.asIntN(32, BigInt(digits)));
}

/** The same where the variable has no sign. */
export function wrappedUnsigned(text: string): number {
  return wrapped(text) >>> 0;
}

/** Read by `atol` and its like: the digits count, what follows them is not looked at, and no digits are 0. */
export const looseInt: ValueType = { description: "a whole number", check: wrapped, measure: asNumber };

export const looseUnsigned: ValueType = { description: "a whole number", check: wrappedUnsigned, measure: asNumber };

/** The same in 64 bits. */
export const looseLong: ValueType = {
  description: "a whole number",
  check: (value) => clamped(Number(digitsFirst.exec(value)?.[1] ?? 0)),
  measure: asNumber,
};

/** Nothing may follow the digits, and 32 bits are kept. */
export const strictInt32: ValueType = {
  description: "a whole number",
  check: (value) => (wholeNumber.test(value) ? wrapped(value) : notNumber),
  measure: asNumber,
};

/** Digits and nothing else: no sign, no space. */
export const digits: ValueType = {
  description: "a whole number",
  check: (value) => (/^\d+$/.test(value) ? wrapped(value) : notNumber),
  measure: asNumber,
};

const anyBase = /^\s*[+-]?(0x[\da-f]+|\d+)$/i;

/** Decimal, `0x` hexadecimal or `0` octal, as `strtol` reads with base 0. */
export const intAnyBase: ValueType = {
  description: "a whole number, also as 0x… or octal",
  check: (value) => {
    if (!anyBase.test(value)) return notNumber;
    const digits = value.trim().replace(/^[+-]/, "");
    const octal = /^0\d+$/.test(digits);
    if (octal && /[89]/.test(digits)) return notNumber;
    const number = octal ? Number.parseInt(digits, 8) : Number(digits);
    return value.trim().startsWith("-") ? -number : number;
  },
  measure: asNumber,
};

const notDecimal = new Rejection("is not a number");
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)$/;

export const float: ValueType = {
  description: "a number",
  check: (value) => (decimal.test(value) ? Number(value) : notDecimal),
  measure: asNumber,
};

const notPort = new Rejection("is not a port number");
const portRange = new Rejection("is not between 1 and 65535", "out-of-range");

/** A port: base 10, 1 to 65535; with `zero`, 0 as well. */
export function port(zero: boolean): ValueType {
  return {
    description: "a port",
    check: (value) => {
      if (!/^\d+$/.test(value)) return notPort;
      const number = wrapped(value);
      return number < 0 || number > 65535 || (number === 0 && !zero) ? portRange : number;
    },
    measure: asNumber,
  };
}

const notHex = new Rejection("is not a string of pairs of hexadecimal digits");

export const hexBytes: ValueType = {
  description: "bytes in hexadecimal",
  check: (value) => (value.length % 2 === 0 && /^[\da-f]+$/i.test(value) ? value : notHex),
};
