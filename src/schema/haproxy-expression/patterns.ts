/** The patterns of an ACL, as each match method reads them. */
import type { Word } from "../../ast/word.ts";
import { isStatic } from "../../ast/word.ts";
import { isHostName } from "../types/haproxy/address.ts";
import { regex } from "../types/haproxy/regex.ts";
import { familyOf } from "../types/inet.ts";
import { Rejection, type ValueType } from "../types/type.ts";
import { hex } from "./argument-types.ts";
import type { ExpressionProblem } from "./problem.ts";
import type { SampleType } from "./sample-types.ts";

export type MatchMethod =
  | "found" | "bool" | "int" | "ip" | "bin" | "len" | "str" | "beg" | "sub" | "dir" | "dom" | "end" | "reg" | "regm"
  | "version"; // biome-ignore format: a list

/** The type that a method compares. `version` is what the TLS version tests read by themselves. */
export const methodTypes: Readonly<Record<MatchMethod, SampleType>> = {
  found: "sint",
  bool: "sint",
  int: "sint",
  ip: "addr",
  bin: "bin",
  len: "str",
  str: "str",
  beg: "str",
  sub: "str",
  dir: "str",
  dom: "str",
  end: "str",
  reg: "str",
  regm: "str",
  version: "sint",
};

export function isMatchMethod(text: string): text is MatchMethod {
  return text !== "version" && Object.hasOwn(methodTypes, text);
}

/** `resolves`: names are resolved where addresses stand; not with `-n`. */
export function checkPatterns(patterns: readonly Word[], method: MatchMethod, resolves: boolean): ExpressionProblem[] {
  switch (method) {
    case "int":
    case "len":
      return faults(patterns, integerFaults(integerRangeFault));
    case "version":
      return faults(patterns, (text) => (operators.has(text) ? undefined : versionRangeFault(text)));
    case "ip":
      return faults(patterns, (text) => addressFault(text, resolves));
    case "bin":
      return faults(patterns, faultBy(hex));
    case "reg":
    case "regm":
      return faults(patterns, faultBy(regex));
    default:
      return [];
  }
}

/** What a type says against a pattern. */
function faultBy({ check }: ValueType): (text: string) => string | undefined {
  return (text) => {
    const found = check(text);
    return found instanceof Rejection ? found.reason : undefined;
  };
}

function faults(patterns: readonly Word[], faultOf: (text: string) => string | undefined): ExpressionProblem[] {
  const problems: ExpressionProblem[] = [];
  for (const word of patterns) {
    if (!isStatic(word)) continue;
    const fault = faultOf(word.value);
    if (fault !== undefined)
      problems.push({
        rule: "invalid-value",
        start: word.start,
        end: word.end,
        message: `The pattern ${fault}`,
      });
  }
  return problems;
}

const operators = new Set(["eq", "gt", "ge", "lt", "le"]);

/** Operators stand in words of their own and hold for all that follows; ranges are read as they are. */
function integerFaults(rangeFault: (text: string) => string | undefined): (text: string) => string | undefined {
  let operator = "eq";
  return (text) => {
    if (operators.has(text)) {
      operator = text;
      return undefined;
    }
    // acl.c makes a range of a number behind another operator, and leaves out what follows a dot.
    return rangeFault(operator === "eq" || /[:-]/.test(text) ? text : text.replace(/^(\d+)\..*$/s, "$1"));
  };
}

const isNumber = (text: string) => /^(-?\d+|-)$/.test(text) && !(Math.abs(Number(text)) > 2 ** 63);

function integerRangeFault(text: string): string | undefined {
  return rangeFault(text, isNumber, Number, "is neither a number, a range of numbers, nor one of eq, gt, ge, lt, le");
}

const isVersion = (text: string) => /^\d*(\.\d*)?$/.test(text) && text !== "" && text !== ".";

function versionRangeFault(text: string): string | undefined {
  return rangeFault(
    text,
    isVersion,
    versionValue,
    "is neither a version, a range of versions, nor one of eq, gt, ge, lt, le",
  );
}

function versionValue(text: string): number {
  const [major = "0", minor = "0"] = text.split(".");
  return Number(major) * 65536 + Number(minor);
}

function rangeFault(
  text: string,
  isValue: (text: string) => boolean,
  valueOf: (text: string) => number,
  otherwise: string,
): string | undefined {
  const at = text.search(/[:-]/);
  if (at === -1) return isValue(text) ? undefined : otherwise;
  const low = text.slice(0, at);
  const high = text.slice(at + 1);
  if (low === "" && high === "") return otherwise;
  if (low === "") return isValue(high) ? undefined : otherwise;
  if (high === "") return isValue(low) ? undefined : otherwise;
  if (!isValue(low) || !isValue(high)) return otherwise;
  return valueOf(low) > valueOf(high) ? "is a range that ends below its start" : undefined;
}

/** Names are resolved when the program starts, so only what can be no name is judged. */
function addressFault(text: string, resolves: boolean): string | undefined {
  const slash = text.lastIndexOf("/");
  const address = slash === -1 ? text : text.slice(0, slash);
  const mask = slash === -1 ? undefined : text.slice(slash + 1);
  if (address.includes(":")) {
    if (familyOf(address) !== 6) return "is no address";
    return mask === undefined || (/^\d+$/.test(mask) && Number(mask) <= 128) ? undefined : "has a mask that is none";
  }
  if (mask !== undefined && !isMask(mask)) return "has a mask that is none";
  if (familyOf(address) === 4) return undefined;
  if (address === "" || /[^A-Za-z0-9._-]/.test(address)) return "is no address";
  if (!/^[\d.]+$/.test(address)) {
    if (!resolves) return "is no address, and -n forbids names";
    return isHostName(address) ? undefined : "is neither an address nor a host name";
  }
  const parts = address.split(".");
  return parts.length > 4 || parts.some((part) => part === "" || Number(part) > 4294967295) || tooLarge(parts)
    ? "is no address"
    : undefined;
}

/** Addresses in less than four parts are taken too: the last part fills the rest. */
function tooLarge(parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? "";
  if (parts.slice(0, -1).some((part) => Number(part) > 255)) return true;
  return Number(last) >= 256 ** (5 - parts.length);
}

function isMask(text: string): boolean {
  return text.includes(".") ? familyOf(text) === 4 : /^\d+$/.test(text) && Number(text) <= 32;
}
