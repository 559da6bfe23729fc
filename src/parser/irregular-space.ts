/** Spaces that are none for the programs (U+00A0, U+3000, U+200B, a BOM inside…): found, grouped and repaired for both languages. */
import type { SyntaxProblem } from "../text/diagnostic.ts";

/** One search tells whether a file has any; nearly none has. */
export const irregularSpacePattern =
  /[\u0085\u00a0\u1680\u180e\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;

export function isIrregularSpace(code: number): boolean {
  if (code < 0x85) return false;
  if (code < 0x1680) return code === 0xa0 || code === 0x85;
  if (code < 0x2000) return code === 0x1680 || code === 0x180e;
  if (code <= 0x200d) return true;
  if (code < 0x3000) return code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x2060;
  return code === 0x3000 || code === 0xfeff;
}

const names = new Map<number, string>([
  [0x0085, "next line"],
  [0x00a0, "no-break space"],
  [0x200b, "zero width space"],
  [0x200c, "zero width non-joiner"],
  [0x200d, "zero width joiner"],
  [0x202f, "narrow no-break space"],
  [0x2060, "word joiner"],
  [0x3000, "ideographic space"],
  [0xfeff, "byte order mark"],
]);

function nameOf(code: number): string {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const name = names.get(code);
  return name === undefined ? hex : `${name} (${hex})`;
}

/**
 * The findings for irregular spaces at ascending offsets: one for each run of consecutive lines, with a count and a fix
 * that replaces each with a space.
 */
export function irregularSpaceProblems(text: string, offsets: readonly number[], program: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  let run: number[] = [];
  for (const offset of offsets) {
    const last = run.at(-1);
    if (last !== undefined && newlinesBetween(text, last, offset) > 1) {
      problems.push(problemOf(text, run, program));
      run = [];
    }
    run.push(offset);
  }
  if (run.length > 0) problems.push(problemOf(text, run, program));
  return problems;
}

/** 0, 1, or 2 for more. */
function newlinesBetween(text: string, from: number, to: number): number {
  const first = text.indexOf("\n", from);
  if (first === -1 || first >= to) return 0;
  const second = text.indexOf("\n", first + 1);
  return second === -1 || second >= to ? 1 : 2;
}

function problemOf(text: string, run: readonly number[], program: string): SyntaxProblem {
  const first = run[0] ?? 0;
  const last = run.at(-1) ?? first;
  let lines = 1;
  const kinds = new Set<number>();
  let before = first;
  for (const offset of run) {
    kinds.add(text.charCodeAt(offset));
    if (newlinesBetween(text, before, offset) > 0) lines++;
    before = offset;
  }
  const what = [...kinds].map(nameOf).join(", ");
  const where = lines === 1 ? "on this line" : `on ${lines} lines`;
  return {
    problem: "irregular-space",
    span: { start: first, end: last + 1 },
    message: `${run.length} irregular ${run.length === 1 ? "space" : "spaces"} ${where}: ${what}. ${program} takes ${run.length === 1 ? "it" : "them"} for part of a word`,
    fix: {
      title: run.length === 1 ? "Write a plain space" : "Write plain spaces",
      edits: run.map((offset) => ({
        span: { start: offset, end: offset + 1 },
        newText: offset === 0 && text.charCodeAt(0) === 0xfeff ? "" : " ",
      })),
    },
  };
}
