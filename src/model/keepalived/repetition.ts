/** `~SEQ(…)` and `~LST(…)`: the values that a line's variables take, one after the other. */

/** More repetitions than any configuration has: what is beyond is left out. */
const mostRepetitions = 2000;

export interface Repetition {
  readonly variables: readonly string[];
  readonly rounds: readonly (readonly string[])[];
  /** Offset of the text that is repeated. */
  readonly end: number;
}

const start = /^~(SEQx?|LST)[ \t]*\(/;

export function isRepetition(text: string): boolean {
  return text.startsWith("~SEQ") || text.startsWith("~LST");
}

/** Undefined where the daemon refuses it and drops the line. Parameters are expanded by the caller's function. */
export function readRepetition(text: string, expand: (text: string) => string): Repetition | undefined {
  const form = start.exec(text);
  const close = text.indexOf(")");
  if (form === null || close === -1) return undefined;
  const inside = text.slice(form[0].length, close);
  const read = form[1] === "LST" ? readList(inside) : readSequence(inside, form[1] === "SEQx", expand);
  if (read === undefined) return undefined;
  const blank = /^[ \t]*/.exec(text.slice(close + 1))?.[0].length ?? 0;
  return { ...read, end: close + 1 + blank };
}

/** What parts the name from the numbers may be any character: `~SEQ(N 1 3)` goes to 3 (keepalived 2.2.7 and 2.4.3). */
const named = /^[ \t]*([^ \t,]+)[ \t]*[^ \t](.*)$/s;

function readSequence(inside: string, hex: boolean, expand: (text: string) => string) {
  const [, variable, rest] = named.exec(inside) ?? [];
  if (variable === undefined || rest === undefined || variable.startsWith("{")) return undefined;
  const numbers = expand(rest).split(",").map(integerOf);
  const [one, two, three] = numbers;
  if (one === undefined || numbers.length > 3 || numbers.includes(undefined)) return undefined;
  const range = rangeOf(one, two, three);
  if (range === undefined || (hex && (range.first < 0 || range.last < 0))) return undefined;
  const rounds: string[][] = [];
  for (let at = range.first; range.step > 0 ? at <= range.last : at >= range.last; at += range.step) {
    rounds.push([at.toString(hex ? 16 : 10)]);
    if (rounds.length >= mostRepetitions) break;
  }
  return { variables: [variable], rounds };
}

/** As strtol(3) with base 0 reads it; nothing is 0. */
function integerOf(text: string): number | undefined {
  const trimmed = text.trim();
  const found = /^([+-]?)(0[xX][0-9a-fA-F]+|[0-9]*)$/.exec(trimmed);
  if (found === null) return undefined;
  const [, sign, digits = ""] = found;
  const base = /^0[xX]/.test(digits) ? 16 : /^0[0-7]+$/.test(digits) ? 8 : 10;
  const value = digits === "" ? 0 : Number.parseInt(digits, base);
  return sign === "-" ? -value : value;
}

function rangeOf(one: number, two: number | undefined, three: number | undefined) {
  if (two === undefined) return { first: one < 0 ? -1 : 1, step: one < 1 ? -1 : 1, last: one };
  if (three === undefined) return { first: one, step: one <= two ? 1 : -1, last: two };
  if (two === 0 || (one < three && two < 0) || (one > three && two > 0)) return undefined;
  return { first: one, step: two, last: three };
}

function readList(inside: string) {
  const groups = splitGroups(inside);
  const [variables, ...values] = groups ?? [];
  if (variables === undefined || values.length === 0 || variables.some((one) => one === "")) return undefined;
  if (values.some((one) => one.length > variables.length)) return undefined;
  const rounds = values.slice(0, mostRepetitions).map((round) => variables.map((_, index) => round[index] ?? ""));
  return { variables, rounds };
}

/** `{A,B},{1,2},3` as lists. */
function splitGroups(inside: string): string[][] | undefined {
  const groups: string[][] = [];
  let at = 0;
  for (;;) {
    const piece = /^[ \t]*(?:\{([^{}]*)\}|([^{},]*))[ \t]*(,|$)/.exec(inside.slice(at));
    if (piece === null) return undefined;
    const values = (piece[1] ?? piece[2] ?? "").split(",").map((one) => one.trim());
    // Quotes do not hold a value together (keepalived 2.2.7, 2.4.3).
    if (values.some((one) => /[ \t]/.test(one))) return undefined;
    groups.push(values);
    at += piece[0].length;
    if (piece[3] === "") return groups;
  }
}
