/** Regular expressions: only what PCRE, which haproxy is built with, surely refuses. What cannot be judged is left alone. */
import { Rejection, type ValueType } from "../type.ts";

const reasons = {
  unclosedGroup: new Rejection("has a parenthesis that is not closed"),
  strayClose: new Rejection("closes a parenthesis that is not open"),
  unclosedClass: new Rejection("has a `[` that is not closed"),
  backslash: new Rejection("ends in a backslash"),
  quantifier: new Rejection("has a quantifier with nothing before it to repeat"),
  range: new Rejection("has a range in brackets that ends before it starts"),
};

export const regex: ValueType = {
  description: "a regular expression",
  check: (value) => faultOf(value) ?? value,
};

/** What stands before a place: nothing that repeats, something, something with a quantifier, the same with its mode. */
type Before = "nothing" | "atom" | "quantified" | "final";

/** The header of a group, `(?:`, `(?<name>`, `(?i)`; those that it does not know end the judgement. */
const groupHeader = /\(\?(?:#[^)]*\)|[:=!|>]|<[=!]|P?<\w+>|'\w+'|[a-zA-Z^-]*[:)])|\(\*[A-Z_0-9=:]*\)|\((?![?*])/y;
const quantifier = /[*+?]|\{\d+(?:,\d*)?\}/y;

function faultOf(text: string): Rejection | undefined {
  if (text.includes("\\Q") || /\(\?[a-wyz^-]*x/.test(text)) return undefined;
  let depth = 0;
  let before: Before = "nothing";
  for (let at = 0; at < text.length; ) {
    const character = text[at];
    quantifier.lastIndex = at;
    const repeat = quantifier.exec(text)?.[0];
    if (repeat !== undefined) {
      const next = afterQuantifier(before, repeat);
      if (next === undefined) return reasons.quantifier;
      before = next;
      at += repeat.length;
    } else if (character === "(") {
      groupHeader.lastIndex = at;
      const header = groupHeader.exec(text)?.[0];
      if (header === undefined) return undefined;
      if (!header.endsWith(")")) depth++;
      before = "nothing";
      at += header.length;
    } else if (character === ")") {
      if (--depth < 0) return reasons.strayClose;
      before = "atom";
      at++;
    } else if (character === "[") {
      const end = endOfClass(text, at);
      if (end === -1) return reasons.unclosedClass;
      if (hasBackwardRange(text.slice(at + 1, end))) return reasons.range;
      before = "atom";
      at = end + 1;
    } else if (character === "\\") {
      if (at + 1 >= text.length) return reasons.backslash;
      before = "atom";
      at += 2;
    } else {
      before = character === "|" || character === "^" || character === "$" ? "nothing" : "atom";
      at++;
    }
  }
  return depth > 0 ? reasons.unclosedGroup : undefined;
}

function afterQuantifier(before: Before, repeat: string): Before | undefined {
  if (before === "atom") return "quantified";
  return before === "quantified" && (repeat === "?" || repeat === "+") ? "final" : undefined;
}

/** The offset of the `]` that ends a class; -1 where none does. One right after `[` or `[^` stands for itself. */
function endOfClass(text: string, open: number): number {
  let at = open + 1;
  if (text[at] === "^") at++;
  if (text[at] === "]") at++;
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === "]") return at;
    if (character === "\\") at++;
    else if (character === "[" && /[:.=]/.test(text[at + 1] ?? "")) {
      const end = text.indexOf(`${text[at + 1]}]`, at + 2);
      if (end !== -1) at = end + 1;
    }
  }
  return -1;
}

/** Only ranges between plain letters or digits are judged. */
function hasBackwardRange(content: string): boolean {
  const plain = content.replaceAll(/\\./gs, "_").replaceAll(/\[[:.=].*?[:.=]\]/g, "_");
  for (const [, from = "", to = ""] of plain.matchAll(/([a-z\d])-([a-z\d])/gi)) if (from > to) return true;
  return false;
}
