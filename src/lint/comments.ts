/** All comments of a document, in the order of the file. */
import type { KeepalivedItem } from "../ast/keepalived/file.ts";
import type { Comment } from "../ast/word.ts";
import type { Document } from "../model/document.ts";

export function commentsOf(document: Document): readonly Comment[] {
  if (document.language === "keepalived") return keepalivedComments(document.ast.items);
  const { preamble, sections } = document.ast;
  return [...preamble, ...sections.flatMap((section) => section.body)].filter((item) => item.kind === "Comment");
}

function keepalivedComments(items: readonly KeepalivedItem[]): Comment[] {
  return items.flatMap((item) => {
    if (item.kind === "Comment") return [item];
    return "body" in item ? keepalivedComments(item.body) : [];
  });
}
