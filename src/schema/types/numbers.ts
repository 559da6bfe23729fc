/** Numbers as C programs read them. */
import { asNumber, Rejection, type ValueType } from "./type.ts";

const notNumber = new Rejection("is not a whole number");
const tooLarge = new Rejection("is too large", "out-of-range");
const wholeNumber = /^\s*[+-]?\d+$/;

/** A whole number in base 10 and nothing after it. */
export const int: ValueType = {
  description: "a whole number",
  check: (value) => {
    if (!wholeNumber.test(value)) return notNumber;
    const number = Number(value);
    return Math.abs(number) > 2 ** 64 ? tooLarge : number;
  },
  measure: asNumber,
};

const digitsFirst = /^\s*([+-]?\d+)/;

/** Read by `atol` and its like: the digits count, what follows them is not looked at, and no digits are 0. */
export const looseInt: ValueType = {
  description: "a whole number",
  check: (value) => Number(digitsFirst.exec(value)?.[1] ?? 0),
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
      if (!/^\+?\d+$/.test(value)) return notPort;
      const number = Number(value);
      return number > 65535 || (number === 0 && !zero) ? portRange : number;
    },
    measure: asNumber,
  };
}

const notHex = new Rejection("is not a string of pairs of hexadecimal digits");

export const hexBytes: ValueType = {
  description: "bytes in hexadecimal",
  check: (value) => (value.length % 2 === 0 && /^[\da-f]+$/i.test(value) ? value : notHex),
};
