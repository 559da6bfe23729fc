/** Walks over a keepalived tree: items in the order of the file, and every stretch of text that a node stands for. */

import { addAll } from "../../text/lists.ts";
import type { Span } from "../../text/span.ts";
import type { Word } from "../word.ts";
import type { KeepalivedBlock, KeepalivedFile, KeepalivedItem } from "./file.ts";

export function isBlock(item: KeepalivedItem): item is KeepalivedBlock {
  return "body" in item;
}

/** Calls `enter` for every item, blocks before what they hold, with the blocks around it, outermost first. */
export function visitItems(
  file: KeepalivedFile,
  enter: (item: KeepalivedItem, parents: readonly KeepalivedBlock[]) => void,
): void {
  const parents: KeepalivedBlock[] = [];
  const visit = (items: readonly KeepalivedItem[]): void => {
    for (const item of items) {
      enter(item, parents);
      if (!isBlock(item)) continue;
      parents.push(item);
      visit(item.body);
      parents.pop();
    }
  };
  visit(file.items);
}

/** The words of an item itself: keyword and arguments, not those of its body. */
export function wordsOf(item: KeepalivedItem): readonly Word[] {
  switch (item.kind) {
    case "Comment":
      return [];
    case "Definition":
      return [item.name];
    case "Include":
      return item.pattern === undefined ? [item.keyword] : [item.keyword, item.pattern];
    case "Entry":
    case "Bad":
      return item.words;
    default:
      return [item.keyword, ...item.args];
  }
}

/** Every stretch that holds text, in the order of the file; between them stand white space and braces, and a definition's `$` and `=`. */
export function textSpans(file: KeepalivedFile): Span[] {
  const spans: Span[] = [];
  visitItems(file, (item) => {
    if (item.kind === "Comment" || item.kind === "Bad") {
      spans.push(item);
      return;
    }
    if ("condition" in item && item.condition !== undefined) spans.push(item.condition);
    if ("repetitions" in item && item.repetitions !== undefined) addAll(spans, item.repetitions);
    addAll(spans, wordsOf(item));
    if (item.kind === "Definition") spans.push(item.value);
  });
  return spans.filter((span) => span.end > span.start).sort((a, b) => a.start - b.start);
}
