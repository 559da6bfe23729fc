/** A tree from JSON, as `halint ast` prints it or a program makes it: checked, with its spans where it has them. */
import type { HaproxyFile } from "../ast/haproxy/file.ts";
import type { KeepalivedFile } from "../ast/keepalived/file.ts";

export type FromJson =
  | { readonly ast: HaproxyFile | KeepalivedFile; readonly source: string | undefined }
  /** What is wrong, and where: `ast.sections[2].body[0].keyword`. */
  | { readonly error: string };

/** Reads the object that `halint ast` prints. Fields that writing does not need are taken as they are. */
export function treeFromJson(value: unknown): FromJson {
  if (!isObject(value)) return { error: "expected an object with the field ast" };
  const reader = new Reader();
  const ast = reader.node(value.ast, "ast");
  if (reader.error !== undefined) return { error: reader.error };
  if (!isObject(ast) || (ast.kind !== "HaproxyFile" && ast.kind !== "KeepalivedFile")) {
    return { error: "ast.kind: expected HaproxyFile or KeepalivedFile" };
  }
  const source = typeof value.source === "string" ? value.source : undefined;
  return { ast: ast as unknown as HaproxyFile | KeepalivedFile, source };
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of a node that writing reads. One that may be missing has a question mark. */
interface Shape {
  readonly words: readonly string[];
  readonly lists: readonly string[];
  readonly nodes: readonly string[];
}
const statementFields = { words: ["keyword", "?prefix"], lists: ["args"], nodes: [] };
const shapes = new Map<string, Shape>(
  Object.entries({
    HaproxyFile: { words: [], lists: [], nodes: ["preamble", "sections"] },
    Section: { words: ["keyword"], lists: ["args"], nodes: ["body"] },
    KeepalivedFile: { words: [], lists: [], nodes: ["items"] },
    Entry: { words: [], lists: ["words"], nodes: [] },
    Bad: { words: [], lists: ["words"], nodes: [] },
    Include: { words: ["keyword", "?pattern"], lists: [], nodes: [] },
    Definition: { words: ["name"], lists: [], nodes: [] },
    Comment: { words: [], lists: [], nodes: [] },
  }),
);

/** Deeper than any configuration, and far from the end of the stack. */
const deepest = 200;

class Reader {
  error: string | undefined;

  node(value: unknown, path: string, depth = 0): unknown {
    if (!isObject(value) || typeof value.kind !== "string") return this.#fail(`${path}: expected a node with a kind`);
    if (depth > deepest) return this.#fail(`${path}: nested too deeply`);
    const isBlock = Array.isArray(value.body) && value.kind !== "Section";
    const shape = shapes.get(value.kind) ?? (isBlock ? { ...statementFields, nodes: ["body"] } : statementFields);
    const text = value.kind === "Comment" || value.kind === "Definition" ? "text" : undefined;
    if (text !== undefined && typeof value[text] !== "string") return this.#fail(`${path}.${text}: expected a text`);
    const node: Json = { ...value, ...spanOf(value) };
    for (const field of shape.words) this.#word(node, field, path);
    for (const field of shape.lists)
      node[field] = this.#list(value[field], `${path}.${field}`, (one, at) => this.word(one, at));
    for (const field of shape.nodes)
      node[field] = this.#list(value[field], `${path}.${field}`, (one, at) => this.node(one, at, depth + 1));
    this.#lineStart(node, path);
    for (const brace of ["open", "close"]) if (isObject(value[brace])) node[brace] = spanOf(value[brace]);
    return node;
  }

  word(value: unknown, path: string): unknown {
    if (!isObject(value) || typeof value.value !== "string") return this.#fail(`${path}: expected a word with a value`);
    return { ...value, ...spanOf(value) };
  }

  /** What stands before a line of a keepalived.conf. */
  #lineStart(node: Json, path: string): void {
    const { condition, repetitions } = node;
    if (condition !== undefined) {
      if (isObject(condition) && typeof condition.id === "string")
        node.condition = { ...condition, ...spanOf(condition) };
      else this.#fail(`${path}.condition: expected an id`);
    }
    if (repetitions === undefined) return;
    node.repetitions = this.#list(repetitions, `${path}.repetitions`, (one, at) => {
      if (isObject(one) && typeof one.form === "string" && typeof one.text === "string")
        return { ...one, ...spanOf(one) };
      return this.#fail(`${at}: expected a form and a text`);
    });
  }

  #word(node: Json, field: string, path: string): void {
    const name = field.replace("?", "");
    if (field.startsWith("?") && node[name] === undefined) return;
    node[name] = this.word(node[name], `${path}.${name}`);
  }

  #list(value: unknown, path: string, read: (one: unknown, at: string) => unknown): unknown {
    if (!Array.isArray(value)) return this.#fail(`${path}: expected a list`);
    return value.map((one, at) => read(one, `${path}[${at}]`));
  }

  /** The first mistake is the one to report. */
  #fail(error: string): undefined {
    this.error ??= error;
    return undefined;
  }
}

/** Where a node stood; nowhere for one that a program made. */
function spanOf({ start, end }: Json): { start: number; end: number } {
  return Number.isInteger(start) && Number.isInteger(end)
    ? { start: start as number, end: end as number }
    : { start: -1, end: -1 };
}
