/** The files that an `include` line names: braces, wildcards, paths relative to the including file's folder. */
import { isAbsolute, joinPath } from "../paths.ts";
import type { FileReader } from "../ports.ts";

const wildcards = /[*?[]/;
/** `{a,b}{c,d}…` grows fast; nobody writes more. */
const mostAlternatives = 200;
const mostBraces = 100;

export interface IncludedPaths {
  readonly paths: readonly string[];
  /** The patterns among the alternatives that match nothing. */
  readonly unmatched: readonly string[];
}

export function includedPaths(pattern: string, folder: string, files: FileReader): IncludedPaths {
  const paths: string[] = [];
  const unmatched: string[] = [];
  for (const one of alternatives(pattern)) {
    if (!wildcards.test(one)) {
      paths.push(isAbsolute(one) ? one : joinPath(folder, one));
      continue;
    }
    const found = files.glob(one, folder === "" ? "." : folder);
    if (found.length === 0) unmatched.push(one);
    for (const path of found) paths.push(isAbsolute(path) || isAbsolute(one) ? path : joinPath(folder, path));
  }
  return { paths, unmatched };
}

/** Brace expansion as glob(3) with GLOB_BRACE does it. */
function alternatives(pattern: string, braces = 0): string[] {
  const open = pattern.indexOf("{");
  if (open === -1 || braces === mostBraces) return [pattern];
  const close = closingBrace(pattern, open);
  if (close === -1) return [pattern];
  const made: string[] = [];
  for (const middle of splitTop(pattern.slice(open + 1, close))) {
    for (const tail of alternatives(middle + pattern.slice(close + 1), braces + 1)) {
      made.push(pattern.slice(0, open) + tail);
      if (made.length >= mostAlternatives) return made;
    }
  }
  return made;
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{") depth++;
    else if (character === "}") depth--;
    else if (character === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

const checkTypes = ["read", "match", "wildcard_match", "brace_match"];

/** The checks in force after `include_check WORDS`: none named means all; one without a sign starts anew (keepalived 2.2.0). */
export function includeChecks(words: string, before: ReadonlySet<string>): ReadonlySet<string> {
  if (words.trim() === "") return new Set(checkTypes);
  let checks = new Set(before);
  for (const word of words.trim().split(/[ \t]+/)) {
    const sign = /^[+-]/.exec(word)?.[0];
    const type = sign === undefined ? word : word.slice(1);
    if (!checkTypes.includes(type)) continue;
    if (sign === "-") checks.delete(type);
    else checks = new Set([...(sign === "+" ? checks : ["read"]), type]);
  }
  return checks;
}
