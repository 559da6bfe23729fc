/** halint.yaml to checked settings. Every mistake is reported at its place, with the name that was most likely meant. */
import * as v from "valibot";
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { nearestOf } from "../text/nearest.ts";
import { type ConfigFile, type ConfigurableRule, configSchema } from "./schema.ts";

export interface ConfigProblem {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ConfigResult = { readonly config: ConfigFile } | { readonly problems: readonly ConfigProblem[] };

/** Reads and checks the text of a halint.yaml. */
export function readConfig(text: string, rules: readonly ConfigurableRule[]): ConfigResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: "1.2", stringKeys: true });
  const at = (offset: number, message: string): ConfigProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ pos, message }) => at(pos[0], message.split(" at line ")[0] ?? message)),
    };
  }
  if (document.contents !== null && !isMap(document.contents)) {
    const scalar = isScalar(document.contents) && document.contents.value === null;
    if (!scalar) return { problems: [at(startOf(document.contents) ?? 0, "the file: expected a mapping")] };
  }
  keepVersionsAsText(document);
  let value: unknown;
  try {
    // Aliases that unfold into more than this are an attack, not a config.
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch {
    return { problems: [at(0, "the file's aliases unfold without end")] };
  }
  const schema = configSchema(rules);
  const result = v.safeParse(schema, value);
  if (result.success) return { config: result.output };
  const problems = result.issues
    .flatMap((issue) => deepest(issue))
    .map((issue) => {
      const path = (issue.path ?? []).map(({ key }) => key);
      const unknown = issue.expected === "never";
      const list = unknown ? path.slice(0, -1) : [];
      if (unknown && isSeq(document.contents === null ? null : document.getIn(list))) {
        return at(offsetOf(document.contents, list, false), `${list.join(".")}: expected a mapping, found a list`);
      }
      return at(offsetOf(document.contents, path, unknown), messageOf(issue, path, keysAround(schema, path)));
    });
  return { problems: unique(problems) };
}

/** `haproxy: 3.0` is the number 3 to YAML; what was written is the version. */
function keepVersionsAsText(document: ReturnType<typeof parseDocument>): void {
  visit(document, {
    Pair(_, { key, value }) {
      const isVersion = isScalar(key) && (key.value === "haproxy" || key.value === "keepalived");
      if (isVersion && isScalar(value) && typeof value.value === "number" && value.source !== undefined) {
        value.value = value.source;
      }
    },
  });
}

/** Of a union's branches, the one that got furthest says what is wrong. */
function deepest(issue: v.BaseIssue<unknown>): readonly v.BaseIssue<unknown>[] {
  if (issue.type !== "union" || issue.issues === undefined) return [issue];
  const depth = issue.path?.length ?? 0;
  const inner = issue.issues.filter(({ path }) => (path?.length ?? 0) > 0);
  if (inner.length === 0) return [issue];
  return inner.flatMap((item) =>
    deepest({ ...item, path: joined(issue.path, item.path, depth) } as v.BaseIssue<unknown>),
  );
}

type Path = v.BaseIssue<unknown>["path"];

function joined(outer: Path, inner: Path, depth: number): Path {
  if (outer === undefined || inner === undefined || inner.length > depth) {
    const alreadyWhole = outer !== undefined && inner !== undefined && inner[0] === outer[0];
    if (outer === undefined || inner === undefined || alreadyWhole) return inner ?? outer;
  }
  return [...outer, ...inner] as unknown as Path;
}

function messageOf(issue: v.BaseIssue<unknown>, path: readonly unknown[], known: readonly string[]): string {
  const key = String(path.at(-1) ?? "");
  if (issue.expected === "never") {
    const near = nearestOf(key, known);
    const meant =
      near === undefined
        ? known.length <= 8 && known.length > 0
          ? `; known: ${known.join(", ")}`
          : ""
        : `; did you mean '${near}'?`;
    return `unknown key '${key}'${meant}`;
  }
  if (issue.received === "undefined") return `missing key '${key}'`;
  if (issue.type === "regex") return `${path.join(".")}: ${issue.message}`;
  const expected = (issue.expected ?? issue.type)
    .replaceAll('"', "'")
    .replaceAll(" | ", ", ")
    .replace(/[()]/g, "")
    .replace(/, Object$/, ", a mapping");
  const found = typeof issue.input === "string" ? `'${issue.input}'` : issue.received.replaceAll('"', "'");
  const near =
    typeof issue.input === "string"
      ? nearestOf(
          issue.input,
          expected.split(", ").map((word) => word.replaceAll("'", "")),
        )
      : undefined;
  return `${path.length === 0 ? "the file" : path.join(".")}: expected ${wordFor(expected)}, found ${found}${near === undefined ? "" : `; did you mean '${near}'?`}`;
}

const wordFor = (expected: string): string =>
  ({ Object: "a mapping", Array: "a list", string: "text", number: "a number", boolean: "true or false" })[expected] ??
  expected;

/** The keys that may stand where an unknown one was found. */
function keysAround(schema: unknown, path: readonly unknown[]): readonly string[] {
  const nodes = path
    .slice(0, -1)
    .reduce<readonly unknown[]>((at, key) => at.flatMap((node) => step(node, key)), [schema]);
  return nodes.flatMap(alternatives).flatMap((node) => Object.keys(entriesOf(node) ?? {}));
}

interface Walkable {
  readonly type?: string;
  readonly wrapped?: unknown;
  readonly pipe?: readonly unknown[];
  readonly options?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly value?: unknown;
  readonly item?: unknown;
}

/** A schema without its wrappings: the branches of a union, the inside of an optional, the start of a pipe. */
function alternatives(schema: unknown): readonly Walkable[] {
  const node = schema as Walkable;
  if (node.wrapped !== undefined) return alternatives(node.wrapped);
  if (node.type === "union") return (node.options ?? []).flatMap(alternatives);
  return [node];
}

function entriesOf(node: Walkable): Readonly<Record<string, unknown>> | undefined {
  return node.type === "strict_object" ? node.entries : undefined;
}

function step(schema: unknown, key: unknown): readonly unknown[] {
  return alternatives(schema).flatMap((node) => {
    if (node.type === "array") return [node.item];
    if (node.type === "record") return [node.value];
    const next = entriesOf(node)?.[String(key)];
    return next === undefined ? [] : [next];
  });
}

/** Where in the text a value stands; for an unknown key, the key. */
function offsetOf(contents: unknown, path: readonly unknown[], wantsKey: boolean): number {
  let node: unknown = contents;
  let offset = startOf(node) ?? 0;
  for (const [index, key] of path.entries()) {
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (pair === undefined) return offset;
      offset = (last && wantsKey ? startOf(pair.key) : (startOf(pair.value) ?? startOf(pair.key))) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}

function unique(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ line, column, message }) => {
    const id = `${line}:${column}:${message}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
