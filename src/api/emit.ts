/** Trees to text and back, for the command line and for programs that edit configurations. */
import type { HaproxyFile } from "../ast/haproxy/file.ts";
import type { KeepalivedFile } from "../ast/keepalived/file.ts";
import { withCopiedLines } from "../emit/copied-lines.ts";
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
  const original = source === undefined || before === undefined ? undefined : { text: source, ast: before };
  const { text, unwritable } = write(whole, original);
  return { text, unwritable: [...unwritable, ...lost] };
}
