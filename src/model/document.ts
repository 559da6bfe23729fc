/** One file as the rest of halint sees it: its text, its tree, what the parser said. */
import type { HaproxyFile } from "../ast/haproxy/file.ts";
import type { KeepalivedFile } from "../ast/keepalived/file.ts";
import type { SyntaxProblem } from "../text/diagnostic.ts";
import type { Source } from "../text/source.ts";

export interface HaproxyDocument {
  readonly language: "haproxy";
  readonly source: Source;
  readonly ast: HaproxyFile;
  readonly problems: readonly SyntaxProblem[];
}
export interface KeepalivedDocument {
  readonly language: "keepalived";
  readonly source: Source;
  readonly ast: KeepalivedFile;
  readonly problems: readonly SyntaxProblem[];
}
export type Document = HaproxyDocument | KeepalivedDocument;
export type Language = Document["language"];
