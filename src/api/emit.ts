/** Trees to text and back, for the command line and for programs that edit configurations. */
import type { HaproxyFile } from "../ast/haproxy/file.ts";
import type { KeepalivedFile } from "../ast/keepalived/file.ts";
import { withCopiedLines } from "../emit/copied-lines.ts";
import { tokenTexts } from "../emit/format/tokens.ts";
import { type Written, write } from "../emit/write.ts";
import { parse } from "./workspace.ts";

/**
 * The text of a tree.
 *
 * @param source the text that it was parsed from: an untouched tree gives it back to the byte, of a changed one the rest
 *   keeps its bytes
 */
export function emit(ast: HaproxyFile | KeepalivedFile, source?: string): Written {
  const isHaproxy = ast.kind === "HaproxyFile";
  const before = source === undefined ? undefined : parse("", source, isHaproxy ? "haproxy" : "keepalived").ast;
  const { ast: whole, lost } = isHaproxy ? withCopiedLines(ast, before) : { ast, lost: [] };
  if (source !== undefined && before !== undefined && sameTree(before, whole, source))
    return { text: source, unwritable: [] };
  const { text, unwritable } = write(whole, source);
  return { text, unwritable: [...unwritable, ...lost] };
}

/** Whether nothing that a tree says was changed: the same stretches of the source, with the same values. */
function sameTree(before: HaproxyFile | KeepalivedFile, after: HaproxyFile | KeepalivedFile, source: string): boolean {
  const one = tokenTexts(source, before);
  const other = tokenTexts(source, after);
  return (
    one.length === other.length && one.every((text, at) => text === other[at]) && valuesOf(before) === valuesOf(after)
  );
}

/** What words and comments say, in order. */
function valuesOf(tree: unknown): string {
  const values: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      if ("value" in value && typeof value.value === "string") values.push(value.value);
      else if ("text" in value && typeof value.text === "string") values.push(value.text);
      for (const key of written) if (key in value) visit(value[key as keyof typeof value]);
    }
  };
  visit(tree);
  return values.join("\0");
}

const written = ["preamble", "sections", "items", "body", "prefix", "keyword", "args", "words", "name", "pattern"];
