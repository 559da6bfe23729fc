/** Raw entries to the generated tables, with every mistake in them. */
import { parseNotation } from "../../src/parser/notation/parser.ts";
import { type CompiledHelp, type CompiledTable, packEntry } from "../../src/schema/compiled.ts";
import type { Entry } from "../../src/schema/entry.ts";
import type { Pattern } from "../../src/schema/pattern.ts";
import type { Types } from "../../src/schema/types/type.ts";
import { nearestOf } from "../../src/text/nearest.ts";
import { asTexts, fieldChecks } from "./fields.ts";
import { patternMistakes } from "./pattern-mistakes.ts";
import type { Mistake, RawEntry, RawField, RawGrammar } from "./read.ts";

/** An entry's examples, for tests, documentation and hover. */
export interface Examples {
  readonly keyword: string;
  readonly contexts: readonly string[];
  readonly accept: readonly string[];
  readonly reject: readonly string[];
  readonly around: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly file: string;
  readonly line: number;
}

export interface Compilation {
  readonly table: CompiledTable;
  readonly help: CompiledHelp;
  readonly examples: readonly Examples[];
  readonly mistakes: readonly Mistake[];
}

interface Compiled {
  readonly entry: Entry;
  readonly raw: RawEntry;
}

/** The tables of a language. Entries with a mistake that leaves them without meaning are left out. */
export function compileGrammar(raw: RawGrammar, types: Types): Compilation {
  const mistakes: Mistake[] = [...raw.mistakes];
  const compiled: Compiled[] = [];
  const known = new Map<string, RawEntry>();
  for (const entry of raw.entries) {
    const found = compileEntry(entry, mistakes);
    if (found === undefined) continue;
    const fresh = found.contexts.filter((context) => {
      // A syntax that changed has an entry for each range of versions, the newest last.
      const key = `${context}\t${found.keyword}\t${found.until ?? ""}`;
      const before = known.get(key);
      if (before === undefined) known.set(key, entry);
      else {
        const where = before.file === entry.file ? `line ${before.line}` : `${before.file}:${before.line}`;
        const message = `\`${found.keyword}\` stands in \`${context}\` already, at ${where}`;
        mistakes.push({ file: entry.file, line: entry.line, message, fatal: false });
      }
      return before === undefined;
    });
    if (fresh.length > 0) compiled.push({ entry: { ...found, contexts: fresh }, raw: entry });
  }
  mistakes.push(...holeMistakes(compiled, types));
  return { ...tablesOf(compiled), examples: compiled.map(examplesOf), mistakes };
}

function compileEntry(raw: RawEntry, mistakes: Mistake[]): Entry | undefined {
  const report = (message: string, fatal = false, line = raw.line) =>
    mistakes.push({ file: raw.file, line, message: `${nameOf(raw)}: ${message}`, fatal });
  for (const [name, field] of raw.fields) {
    const check = fieldChecks[name];
    if (check === undefined) {
      const near = nearestOf(name, Object.keys(fieldChecks));
      report(
        `an entry has no field \`${name}\`${near === undefined ? "" : `; \`${near}\` is meant?`}`,
        false,
        field.line,
      );
      continue;
    }
    const wrong = check(field.value);
    if (wrong !== undefined) report(`\`${name}\` ${wrong}`, false, field.line);
  }
  const keyword = textOf(raw.fields.get("keyword"));
  if (keyword === "" || /\s/.test(keyword)) {
    report("needs a `keyword` of one word", true);
    return undefined;
  }
  const contexts = raw.fields.has("in") ? asTexts(raw.fields.get("in")?.value) : raw.fileContexts;
  if (contexts.length === 0) {
    report("stands in no context: give `in`, or `context` for the file", true);
    return undefined;
  }
  if (contexts.some((context) => /\s/.test(context))) report("a context is one word", true);
  if (textOf(raw.fields.get("help")) === "") report("needs one line of `help`");
  const patterns: { syntax?: Pattern; call?: Pattern; lines?: Pattern; words?: Pattern } = {};
  for (const name of ["syntax", "call", "lines", "words"] as const) {
    const field = raw.fields.get(name);
    if (typeof field?.value !== "string") continue;
    const parsed = parseNotation(field.value);
    if (!parsed.ok) {
      report(`\`${name}\`, at column ${parsed.offset + 1} of \`${field.value}\`: ${parsed.message}`, true, field.line);
      return undefined;
    }
    for (const wrong of patternMistakes(parsed.pattern)) report(`\`${name}\`: ${wrong}`, false, field.line);
    patterns[name] = parsed.pattern;
  }
  return buildEntry(raw, keyword, [...new Set(contexts)], patterns);
}

function buildEntry(
  raw: RawEntry,
  keyword: string,
  contexts: readonly string[],
  patterns: { syntax?: Pattern; call?: Pattern; lines?: Pattern; words?: Pattern },
): Entry {
  const value = (name: string) => raw.fields.get(name)?.value;
  const carried: Record<string, unknown> = {};
  for (const name of carriedFields) if (raw.fields.has(name)) carried[name] = value(name);
  for (const name of ["mode", "ignored", "build"] as const)
    if (raw.fields.has(name)) carried[name === "mode" ? "modes" : name] = asTexts(value(name));
  return {
    keyword,
    contexts,
    syntax: value("syntax") === null ? null : (patterns.syntax ?? { kind: "seq", of: [] }),
    ...(patterns.call !== undefined && { call: patterns.call }),
    ...(patterns.lines !== undefined && { lines: patterns.lines }),
    ...(patterns.words !== undefined && { words: patterns.words }),
    repeat: (value("repeat") as Entry["repeat"] | undefined) ?? "last",
    prefixes: asTexts(value("prefix")) as ("no" | "default")[],
    ...carried,
  };
}

/** Fields that an entry of the table has as they are written. */
const carriedFields = [
  ...[
    "since",
    "until",
    "deprecated",
    "replacement",
    "experimental",
    "named",
    "bare",
    "closed",
    "refused",
    "block",
    "missing",
    "bad",
    "extra",
  ],
  ...["required", "lenient", "default", "unit", "returns", "takes", "where"],
];

function textOf(field: RawField | undefined): string {
  return typeof field?.value === "string" || typeof field?.value === "number" ? String(field.value) : "";
}

function nameOf(raw: RawEntry): string {
  return textOf(raw.fields.get("keyword")) || "an entry";
}

/** Holes of types that do not exist, ranges that their types cannot have, families that no entry belongs to. */
function holeMistakes(compiled: readonly Compiled[], types: Types): Mistake[] {
  const contexts = new Set(compiled.flatMap(({ entry }) => entry.contexts));
  const mistakes: Mistake[] = [];
  for (const { entry, raw } of compiled)
    for (const name of ["syntax", "call", "lines", "words"] as const) {
      const pattern = entry[name];
      if (pattern === undefined || pattern === null) continue;
      const line = raw.fields.get(name)?.line ?? raw.line;
      for (const message of patternMistakes(pattern, { types, contexts }))
        mistakes.push({ file: raw.file, line, message: `${entry.keyword}: \`${name}\`: ${message}`, fatal: false });
    }
  for (const { entry, raw } of compiled)
    if (
      entry.block !== undefined &&
      !contexts.has(entry.block) &&
      entry.lines === undefined &&
      entry.words === undefined
    ) {
      const line = raw.fields.get("block")?.line ?? raw.line;
      const message = `${entry.keyword}: no entry stands in the block \`${entry.block}\``;
      mistakes.push({ file: raw.file, line, message, fatal: false });
    }
  return mistakes;
}

function tablesOf(compiled: readonly Compiled[]): { table: CompiledTable; help: CompiledHelp } {
  const contexts = [...new Set(compiled.flatMap(({ entry }) => entry.contexts))];
  const numbers = new Map(contexts.map((context, at) => [context, at]));
  const index: string[][] = contexts.map(() => []);
  const rows = compiled.map(({ entry }, row) => {
    const places = entry.contexts.map((context) => numbers.get(context) ?? 0);
    for (const place of places) index[place]?.push(row.toString(36));
    return [entry.keyword, places.map((place) => place.toString(36)).join(" "), packEntry(entry)].join("\t");
  });
  const lines = compiled.map(({ raw }) => textOf(raw.fields.get("help")).replaceAll(/\s+/g, " ").trim());
  return {
    table: { contexts, index: index.map((one) => one.join(" ")), rows: rows.join("\n") },
    help: { lines: lines.join("\n") },
  };
}

function examplesOf({ entry, raw }: Compiled): Examples {
  const list = (name: string) => asTexts(raw.fields.get(name)?.value);
  return {
    keyword: entry.keyword,
    contexts: entry.contexts,
    accept: list("accept"),
    reject: list("reject"),
    around: list("context-of-example"),
    ...(entry.since !== undefined && { since: entry.since }),
    ...(entry.until !== undefined && { until: entry.until }),
    file: raw.file,
    line: raw.line,
  };
}
