/** Changes a tree into another: what the function returns takes the place of what it was given. */
import { type HaproxyFile, type Item, isStatement, type Section } from "../ast/haproxy/file.ts";
import type { Generic, Statement } from "../ast/haproxy/statement.ts";
import type { KeepalivedBlock, KeepalivedFile, KeepalivedItem, Setting } from "../ast/keepalived/file.ts";
import { isBlock } from "../ast/keepalived/visit.ts";
import type { Word } from "../ast/word.ts";
import { unreadStatement } from "./build.ts";

/** Another node, several, or none; the node itself stays as it is, to the byte. */
type Replacement<T> = T | readonly T[] | undefined;

/** Every statement of a haproxy file with the section it stands in; comments and directives stay. */
export function mapStatements(
  file: HaproxyFile,
  change: (statement: Statement, section: Section) => Replacement<Statement>,
): HaproxyFile {
  const sections = file.sections.map((section) => ({
    ...section,
    body: section.body.flatMap((item): readonly Item[] => {
      return isStatement(item) ? listOf(change(item, section)) : [item];
    }),
  }));
  return { ...file, sections };
}

/** Every section of a haproxy file. */
export function mapSections(file: HaproxyFile, change: (section: Section) => Replacement<Section>): HaproxyFile {
  return { ...file, sections: file.sections.flatMap((section) => listOf(change(section))) };
}

/** Every item of a keepalived file with the blocks around it, outermost first; what is in a block before the block itself. */
export function mapItems(
  file: KeepalivedFile,
  change: (item: KeepalivedItem, blocks: readonly KeepalivedBlock[]) => Replacement<KeepalivedItem>,
): KeepalivedFile {
  const visit = (items: readonly KeepalivedItem[], blocks: readonly KeepalivedBlock[]): readonly KeepalivedItem[] =>
    items.flatMap((item) => {
      const inner = isBlock(item) ? { ...item, body: visit(item.body, [...blocks, item]) } : item;
      return listOf(change(inner, blocks));
    });
  return { ...file, items: visit(file.items, []) };
}

/** The statement with other words in its arguments. What the grammar calls them is not known before they are read again. */
export function mapWords(statement: Statement, change: (word: Word) => Word): Generic;
export function mapWords<T extends Setting | KeepalivedBlock>(statement: T, change: (word: Word) => Word): T;
export function mapWords(
  statement: Statement | Setting | KeepalivedBlock,
  change: (word: Word) => Word,
): Generic | Setting | KeepalivedBlock {
  const args = statement.args.map(change);
  if (!("layout" in statement)) return { ...statement, args };
  const { start, end, prefix, keyword } = statement;
  return unreadStatement({ start, end, prefix, keyword, args });
}

function listOf<T>(replacement: Replacement<T>): readonly T[] {
  if (replacement === undefined) return [];
  return Array.isArray(replacement) ? replacement : [replacement as T];
}
