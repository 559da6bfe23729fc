/** How a value is written as one word of each language. */
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
