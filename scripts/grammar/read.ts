/** Reads the YAML files of `grammar/` into raw entries that know their file and line. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { globSync } from "tinyglobby";
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";

/** A mistake in the grammar, at a place that an editor can jump to. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** The entry cannot be used at all. */
  readonly fatal: boolean;
}

export interface RawEntry {
  readonly file: string;
  readonly line: number;
  readonly fields: ReadonlyMap<string, RawField>;
  /** The file's contexts, for entries that name none. */
  readonly fileContexts: readonly string[];
}

export interface RawField {
  readonly value: unknown;
  readonly line: number;
}

export interface RawGrammar {
  readonly entries: readonly RawEntry[];
  readonly mistakes: readonly Mistake[];
}

/** All entries of one language, in the order of the files' names and of the entries in them. */
export function readGrammar(root: string, language: string): RawGrammar {
  const entries: RawEntry[] = [];
  const mistakes: Mistake[] = [];
  for (const path of grammarFiles(root, language)) {
    const file = relative(root, path);
    const found = readFile(file, readFileSync(path, "utf8"));
    entries.push(...found.entries);
    mistakes.push(...found.mistakes);
  }
  return { entries, mistakes };
}

function grammarFiles(root: string, language: string): string[] {
  return globSync(`grammar/${language}/**/*.{yaml,yml}`, { cwd: root })
    .sort()
    .map((path) => join(root, path));
}

/** The entries of one file's text. */
export function readFile(file: string, text: string): RawGrammar {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const lineOf = (offset: number | undefined) => (offset === undefined ? 1 : lines.linePos(offset).line);
  const mistakes: Mistake[] = document.errors.map((error) => ({
    file,
    line: lineOf(error.pos[0]),
    message: error.message.split("\n")[0] ?? error.message,
    fatal: true,
  }));
  const top = document.contents as Node | null;
  if (!isMap(top)) {
    if (mistakes.length === 0) mistakes.push({ file, line: 1, message: "holds no `entries:`", fatal: true });
    return { entries: [], mistakes };
  }
  for (const pair of top.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    if (key === "context" || key === "entries") continue;
    const line = lineOf(isScalar(pair.key) ? pair.key.range?.[0] : undefined);
    mistakes.push({ file, line, message: `a file has \`context\` and \`entries\`, not \`${key}\``, fatal: false });
  }
  const fileContexts = texts(top.get("context", true));
  const list = top.get("entries", true);
  if (!isSeq(list)) {
    mistakes.push({ file, line: 1, message: "holds no list `entries:`", fatal: true });
    return { entries: [], mistakes };
  }
  const entries: RawEntry[] = [];
  for (const node of list.items) {
    if (isMap(node)) {
      const line = lineOf(node.range?.[0]);
      entries.push({ file, line, fields: fieldsOf(document, node, lineOf), fileContexts });
    } else mistakes.push({ file, line: 1, message: "an entry is a mapping with `keyword:`", fatal: true });
  }
  return { entries, mistakes };
}

function fieldsOf(
  document: Document,
  node: YAMLMap,
  lineOf: (offset: number | undefined) => number,
): Map<string, RawField> {
  const fields = new Map<string, RawField>();
  for (const pair of node.items) {
    if (!isScalar(pair.key)) continue;
    const value = pair.value as Node | null;
    fields.set(String(pair.key.value), {
      value: value === null ? null : value.toJS(document),
      line: lineOf(pair.key.range?.[0]),
    });
  }
  return fields;
}

function texts(node: unknown): string[] {
  if (isScalar(node)) return [String(node.value)];
  return isSeq(node) ? node.items.flatMap((item) => (isScalar(item) ? [String(item.value)] : [])) : [];
}
