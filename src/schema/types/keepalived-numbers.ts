/** Numbers and booleans as keepalived reads them: strtol in base 10, decimals with a limit of places, `on` and `off`. */
import { asNumber, Rejection, type ValueType } from "./type.ts";

const notANumber = new Rejection("is not a number");

/** The empty word is 0, as strtol has it (keepalived 2.4.3). */
const integerShape = /^[ \t\f\v\r]*(?:[+-]?\d+)?$/;

/** `-0` is negative where only numbers from 0 on are taken (keepalived 2.2.7). */
const signed = (value: unknown): number => (Object.is(value, -0) ? -Number.MIN_VALUE : asNumber(value));

const int: ValueType = {
  description: "a whole number",
  check: (value) => (integerShape.test(value) ? Number(value) : notANumber),
  measure: signed,
};

const anyBaseShape = /^[ \t]*\+?(?:0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i;

/** The number that strtoul reads in base 0: decimal, `0x` hexadecimal, `0` octal. */
export function anyBase(text: string): number | undefined {
  const digits = text.trim().replace(/^\+/, "");
  if (!anyBaseShape.test(text)) return undefined;
  if (/^0x/i.test(digits)) return Number.parseInt(digits.slice(2), 16);
  return digits.length > 1 && digits.startsWith("0") ? Number.parseInt(digits, 8) : Number(digits);
}

const intAnyBase: ValueType = {
  description: "a whole number, `0x` hexadecimal or `0` octal",
  check: (value) => anyBase(value) ?? notANumber,
  measure: asNumber,
};

const decimalShape = /^[ \t]*\+?\d*(?:\.\d*)?$/;

/** Digits with one point; more places than keepalived keeps are reported and rounded. */
function decimal(places: number): ValueType {
  const tooFine = new Rejection(`has more than ${places} decimal places`);
  const tooLarge = new Rejection("is too large");
  return {
    description: `a number with up to ${places} decimal places`,
    check(value) {
      if (value.startsWith("-") && integerShape.test(value.replace(".", ""))) return Number(value);
      if (!decimalShape.test(value)) return notANumber;
      const point = value.indexOf(".");
      if (point !== -1 && value.length - point - 1 > places) return tooFine;
      if (!/\d/.test(value)) return 0;
      const number = Number(value);
      // It is kept as a whole number of the smallest places in 64 bits.
      return number * 10 ** places < 2 ** 64 ? number : tooLarge;
    },
    measure: signed,
  };
}

const trueWords = new Set(["on", "true", "yes"]);
const falseWords = new Set(["off", "false", "no"]);
const notBoolean = new Rejection("is none of on, true, yes, off, false, no");

const bool: ValueType = {
  description: "on, true, yes, off, false or no",
  check: (value) => (trueWords.has(value) ? true : falseWords.has(value) ? false : notBoolean),
};

const notPort = new Rejection("is not a port from 1 to 65535");
/** Zero, of any length, counts as no port (keepalived 2.0.7, virtual_server). */
const portOrZero: ValueType = {
  description: "a port, or 0 for none",
  check(value) {
    if (/^0*$/.test(value)) return 0;
    const port = integerShape.test(value) ? Number(value) : Number.NaN;
    return port >= 1 && port <= 65535 ? port : notPort;
  },
};

const badMask = new Rejection("is not a umask from 0 to 0777");
const umask: ValueType = {
  description: "a umask in octal, decimal or hexadecimal",
  check: (value) => {
    const mask = anyBase(value);
    return mask !== undefined && mask <= 0o777 ? mask : badMask;
  },
};

const badMark = new Rejection("is not a firewall mark");
const fwmarkMask: ValueType = {
  description: "a firewall mark, and a mask behind `/`",
  check(value) {
    const parts = value.split("/");
    return parts.length <= 2 && parts.every((part) => (anyBase(part) ?? Infinity) <= 0xffffffff) ? value : badMark;
  },
};

export const numberTypes: readonly (readonly [string, ValueType])[] = [
  ["int", int],
  ["int-any-base", intAnyBase],
  ["decimal-3", decimal(3)],
  ["decimal-6", decimal(6)],
  ["bool", bool],
  ["port-or-zero", portOrZero],
  ["umask", umask],
  ["fwmark-mask", fwmarkMask],
];
