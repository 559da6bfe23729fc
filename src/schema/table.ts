/** The look-up tables of the two languages. */
import type { Entry } from "./entry.ts";

export interface LanguageTable {
  /** The entry of a keyword in a context. */
  find(context: string, keyword: string): Entry | undefined;
  /** Every context that has the keyword, for "belongs in". */
  contextsOf(keyword: string): readonly string[];
  /** All entries of a context, in the order of the grammar files. */
  entries(context: string): readonly Entry[];
  /** The keyword of the context that a misspelt word most likely means. */
  nearest(context: string, word: string): string | undefined;
  /** One line of help. Not loaded until asked for. */
  help(context: string, keyword: string): string | undefined;
}
