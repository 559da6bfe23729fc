/** Regular expressions: only what no library that haproxy is built with would take is refused. */
import { Rejection, type ValueType } from "../type.ts";

const unclosedGroup = new Rejection("has a parenthesis that is not closed");
const strayClose = new Rejection("closes a parenthesis that is not open");
const unclosedClass = new Rejection("has a `[` that is not closed");
const trailingBackslash = new Rejection("ends in a backslash");

export const regex: ValueType = {
  description: "a regular expression",
  check: (value) => faultOf(value) ?? value,
};

/** Parentheses, brackets and the last backslash, which PCRE and POSIX agree on; texts with PCRE's modes are left alone. */
function faultOf(text: string): Rejection | undefined {
  if (text.includes("\\Q") || /\(\?[a-wyz]*x/.test(text)) return undefined;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") {
      if (++at >= text.length) return trailingBackslash;
    } else if (character === "(") {
      const comment = text.startsWith("(?#", at) ? text.indexOf(")", at) : -1;
      if (comment === -1) depth++;
      else at = comment;
    } else if (character === ")") {
      if (--depth < 0) return strayClose;
    } else if (character === "[") {
      at = endOfClass(text, at);
      if (at === -1) return unclosedClass;
    }
  }
  return depth > 0 ? unclosedGroup : undefined;
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
