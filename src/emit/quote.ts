/** How a value is written as one word of each language, and what a written word's value is. */
import type { Word } from "../ast/word.ts";

export type Language = "haproxy" | "keepalived";

/** The text of a word, or undefined where the language has no way to write the value. */
export function quote(word: Pick<Word, "value" | "variables">, language: Language): string | undefined {
  return language === "haproxy" ? quoteHaproxy(word) : quoteKeepalived(word.value);
}

/** Letters that mean nothing to haproxy's reader; what lies beyond ASCII is quoted, so that no odd space is taken for one. */
const plainHaproxy = /^[!%&()*+,\-./0-9:;<=>?@A-Z[\]^_`a-z{|}~$]+$/;

function quoteHaproxy({ value, variables }: Pick<Word, "value" | "variables">): string | undefined {
  if (value.includes("\0")) return undefined;
  if (variables !== undefined && variables.length > 0) return quoteAroundVariables(value, variables);
  if (value === "") return '""';
  if (plainHaproxy.test(value)) return value;
  if (!/['\n\r\t\v\f]/.test(value)) return `'${value}'`;
  return value.replace(/[^!%&()*+,\-./0-9:;<=>?@A-Z[\]^_`a-z{|}~$]/gu, escapeHaproxy);
}

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Outside of quotes: a backslash before what is special, single quotes around what is not ASCII. */
function escapeHaproxy(character: string): string {
  const escaped = named[character];
  if (escaped !== undefined) return escaped;
  const unit = character.codePointAt(0) ?? 0;
  if (unit < 0x20 || unit === 0x7f) return `\\x${unit.toString(16).padStart(2, "0")}`;
  return unit < 0x80 ? `\\${character}` : `'${character}'`;
}

/** Variables live only between double quotes; there a backslash protects itself, the quote and the dollar. */
function quoteAroundVariables(value: string, variables: NonNullable<Word["variables"]>): string {
  const names = new Set(variables.map(({ name }) => name));
  const protect = (text: string) => text.replace(/["\\$]/g, "\\$&").replace(/[\n\r\t]/g, (one) => named[one] ?? one);
  const parts: string[] = [];
  let at = 0;
  for (const match of value.matchAll(/\$(?:\{([A-Za-z_]\w*)[^}]*\}|([A-Za-z_]\w*))/g)) {
    if (!names.has(match[1] ?? match[2] ?? "")) continue;
    parts.push(protect(value.slice(at, match.index)), match[0]);
    at = match.index + match[0].length;
  }
  return `"${parts.join("")}${protect(value.slice(at))}"`;
}

/** Double quotes hold everything but themselves and the end of the line. */
function quoteKeepalived(value: string): string | undefined {
  if (/[\n\r\0]/.test(value) || (value.includes('"') && /[\s{}#!]/.test(value))) return undefined;
  if (value.includes('"')) return value.replaceAll('"', '\\"');
  return /^[^\s{}#!]+$/.test(value) && /^[\x21-\x7e]+$/.test(value) ? value : `"${value}"`;
}

/** The value of a word as it is written: what tells whether somebody changed it. */
export function unquote(text: string, language: Language): string {
  if (language === "keepalived") return text.replace(/\\(["#!])|"/g, (_, escaped: string | undefined) => escaped ?? "");
  let value = "";
  let isDouble = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "'" && !isDouble) {
      const end = text.indexOf("'", at + 1);
      value += text.slice(at + 1, end === -1 ? undefined : end);
      at = end === -1 ? text.length : end;
    } else if (character === '"') isDouble = !isDouble;
    else if (character === "\\") {
      const read = escapeAt(text, at + 1, isDouble);
      value += read.value;
      at += read.length;
    } else value += character;
  }
  return value;
}

/** What a backslash and the characters behind it stand for; a backslash before anything else is one itself. */
function escapeAt(text: string, at: number, isDouble: boolean): { readonly value: string; readonly length: number } {
  const next = text[at] ?? "";
  const control = { n: "\n", r: "\r", t: "\t" }[next];
  if (control !== undefined) return { value: control, length: 1 };
  const code = /^x([0-9a-fA-F]{2})/.exec(text.slice(at, at + 3))?.[1];
  if (code !== undefined) return { value: String.fromCharCode(Number.parseInt(code, 16)), length: 3 };
  const isSpecial = next !== "" && ` #"'\\${isDouble ? "$" : ""}`.includes(next);
  return isSpecial ? { value: next, length: 1 } : { value: "\\", length: 0 };
}
