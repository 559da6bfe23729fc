/** Lines that a program copied with a spread: such a copy has no words of its own, they are those of the line that it was. */
import { type HaproxyFile, type Item, isStatement } from "../ast/haproxy/file.ts";
import type { Statement } from "../ast/haproxy/statement.ts";
import type { KeepalivedFile } from "../ast/keepalived/file.ts";
import { unreadStatement } from "./build.ts";

/**
 * The tree with the words of copied lines, by their places in the tree that they come from.
 *
 * @returns the tree itself where no line is a copy; `lost` holds the keywords of copies whose words are nowhere
 */
export function withCopiedLines(
  file: HaproxyFile,
  origin: HaproxyFile | KeepalivedFile | undefined,
): { readonly ast: HaproxyFile; readonly lost: readonly string[] } {
  if (!file.sections.some(({ body }) => body.some(isCopy))) return { ast: file, lost: [] };
  const lines = new Map<number, Statement>();
  const sections = origin?.kind === "HaproxyFile" ? origin.sections : [];
  for (const { body } of sections) for (const item of body) if (isStatement(item)) lines.set(item.start, item);
  const lost: string[] = [];
  const complete = (item: Item): Item => {
    if (!isCopy(item)) return item;
    const { start, end, prefix, keyword } = item;
    const line = lines.get(start);
    if (line === undefined) lost.push(keyword.value);
    return unreadStatement({ start, end, prefix, keyword, args: line?.args ?? [] });
  };
  return { ast: { ...file, sections: file.sections.map((one) => ({ ...one, body: one.body.map(complete) })) }, lost };
}

function isCopy(item: Item): item is Statement {
  return isStatement(item) && !("args" in item);
}
