/** The look-up tables of the two languages. */
import type { Entry } from "./entry.ts";
import type { Types } from "./types/type.ts";

export interface LanguageTable {
  readonly language: "haproxy" | "keepalived";
  /** The types that holes of this language have. */
  readonly types: Types;
  /**
   * The entry of a keyword in a context. A haproxy word with parentheses is found by what stands before them
   * (`set-var(txn.x)`), and one whose keyword takes a number by that (`track-sc1`: `track-sc#`).
   */
  find(context: string, keyword: string): Entry | undefined;
  /** Every context that has the keyword, for "belongs in". */
  contextsOf(keyword: string): readonly string[];
  /** The keywords of a context, in the order of the grammar files. No entry is decoded for them. */
  keywords(context: string): readonly string[];
  /** All entries of a context, in the order of the grammar files. */
  entries(context: string): readonly Entry[];
  /** Those of a context's entries that say this. The others are not decoded. */
  entriesWith(context: string, field: "required" | "until"): readonly Entry[];
  /** The keyword of the context that a misspelt word most likely means. */
  nearest(context: string, word: string): string | undefined;
  /** One line of help. Not loaded until asked for. */
  help(context: string, keyword: string): string | undefined;
}
