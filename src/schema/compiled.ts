/** The form of the generated tables: one long text of rows, and for each context the numbers of its rows. */
import type { Entry, Repeat } from "./entry.ts";
import type { Pattern } from "./pattern.ts";

/**
 * `rows` holds one entry a line: keyword, tab, the numbers of its contexts, tab, the other fields as JSON. It stays one
 * string until a keyword is looked for, and a row's JSON is decoded when that keyword is met.
 */
export interface CompiledTable {
  readonly contexts: readonly string[];
  /** The row numbers of each context, in base 36 with spaces between, in the order of the grammar files. */
  readonly index: readonly string[];
  readonly rows: string;
}

/** Help by row, one a line; its order is that of the rows. */
export interface CompiledHelp {
  readonly lines: string;
}

/** Patterns as JSON: a literal is its text, the others arrays that begin with their kind's letter. */
export type PackedPattern = string | readonly [string, ...(PackedPattern | null)[]];

/** An entry's fields as they stand in a row; what has its usual value is left out. */
export interface PackedEntry {
  readonly s?: PackedPattern | null;
  readonly call?: PackedPattern;
  readonly lines?: PackedPattern;
  readonly words?: PackedPattern;
  readonly r?: Repeat;
  readonly p?: Entry["prefixes"];
  readonly m?: readonly string[];
  readonly more?: Partial<Entry>;
}

export function packPattern(pattern: Pattern): PackedPattern {
  switch (pattern.kind) {
    case "lit":
      return pattern.text;
    case "seq":
      return ["s", ...pattern.of.map(packPattern)];
    case "any":
      return ["a", ...pattern.of.map(packPattern)];
    case "joined":
      return ["j", ...pattern.of.map(packPattern)];
    case "opt":
      return ["o", packPattern(pattern.of)];
    case "rep":
      return ["r", packPattern(pattern.of)];
    case "list":
      return ["l", packPattern(pattern.of)];
    case "family":
      return pattern.label === pattern.context ? ["f", pattern.context] : ["f", pattern.context, pattern.label];
    case "hole": {
      const { type, label, min, max } = pattern;
      if (min !== undefined || max !== undefined) return ["h", type, label, min ?? null, max ?? null];
      return label === type ? ["h", type] : ["h", type, label];
    }
  }
}

export function unpackPattern(packed: PackedPattern): Pattern {
  if (typeof packed === "string") return { kind: "lit", text: packed };
  const [kind, ...rest] = packed;
  const parts = rest.filter((one) => one !== null);
  const texts = rest.map((one) => (typeof one === "string" ? one : undefined));
  const [first = nothing] = parts;
  switch (kind) {
    case "a":
      return { kind: "any", of: parts.map(unpackPattern) };
    case "j":
      return { kind: "joined", of: parts.map(unpackPattern) };
    case "o":
      return { kind: "opt", of: unpackPattern(first) };
    case "r":
      return { kind: "rep", of: unpackPattern(first) };
    case "l":
      return { kind: "list", of: unpackPattern(first) };
    case "f": {
      const [context = "", label = context] = texts;
      return { kind: "family", context, label };
    }
    case "h": {
      const [type = "", label = type, min, max] = texts;
      return { kind: "hole", type, label, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    }
    default:
      return { kind: "seq", of: parts.map(unpackPattern) };
  }
}
const nothing: PackedPattern = ["s"];

const empty: Pattern = { kind: "seq", of: [] };

export function unpackEntry(keyword: string, contexts: readonly string[], json: string): Entry {
  const packed: PackedEntry = json === "" ? {} : JSON.parse(json);
  return {
    keyword,
    contexts,
    syntax: packed.s === undefined ? empty : packed.s === null ? null : unpackPattern(packed.s),
    ...(packed.call !== undefined && { call: unpackPattern(packed.call) }),
    ...(packed.lines !== undefined && { lines: unpackPattern(packed.lines) }),
    ...(packed.words !== undefined && { words: unpackPattern(packed.words) }),
    repeat: packed.r ?? "last",
    prefixes: packed.p ?? [],
    ...(packed.m !== undefined && { modes: packed.m }),
    ...packed.more,
  };
}

export function packEntry(entry: Entry): string {
  const {
    keyword: _keyword,
    contexts: _contexts,
    syntax,
    call,
    lines,
    words,
    repeat,
    prefixes,
    modes,
    ...more
  } = entry;
  const isEmpty = syntax !== null && syntax.kind === "seq" && syntax.of.length === 0;
  const packed: PackedEntry = {
    ...(!isEmpty && { s: syntax === null ? null : packPattern(syntax) }),
    ...(call !== undefined && { call: packPattern(call) }),
    ...(lines !== undefined && { lines: packPattern(lines) }),
    ...(words !== undefined && { words: packPattern(words) }),
    ...(repeat !== "last" && { r: repeat }),
    ...(prefixes.length > 0 && { p: prefixes }),
    ...(modes !== undefined && { m: modes }),
    ...(Object.keys(more).length > 0 && { more }),
  };
  const json = JSON.stringify(packed);
  return json === "{}" ? "" : json;
}
