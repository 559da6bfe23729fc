/** Where braces are missing or too many: what tells that a block ends before the next line although nothing closes it. */
import type { Word } from "../../ast/word.ts";
import type { Span } from "../../text/span.ts";
import { type BlockForm, isKnown } from "./structure.ts";
import { CloseToken, type KeepalivedToken, OpenToken } from "./tokens.ts";

/** An open block. */
export interface Scope {
  /** Undefined where the keyword is not known. */
  readonly form: BlockForm | undefined;
  readonly keyword: Word | undefined;
  readonly open: Span | undefined;
  /** It ends without its brace. */
  implied: boolean;
}

/** Counts braces: only where one is missing does a misplaced keyword mean that a block was not closed. */
export class BraceBalance {
  /** False where lines with braces may count or not: then nothing is said about braces. */
  readonly certain: boolean;
  /** Opening braces minus closing braces that are not explained yet. */
  #surplus: number;

  constructor(tokens: readonly KeepalivedToken[], vary: boolean) {
    this.certain = !vary;
    this.#surplus = 0;
    for (const token of tokens) {
      if (token.tokenType === OpenToken) this.#surplus++;
      else if (token.tokenType === CloseToken) this.#surplus--;
    }
  }

  missesOpen(): boolean {
    return this.certain && this.#surplus < 0;
  }

  missesClose(): boolean {
    return this.certain && this.#surplus > 0;
  }

  opened(withBrace: boolean): void {
    if (!withBrace) this.#surplus++;
  }

  closed(withBrace: boolean): void {
    if (!withBrace) this.#surplus--;
  }

  stray(): void {
    this.#surplus++;
  }

  /** Whether a line that starts with the word belongs to the innermost block and not to the one around it. */
  goesOn(scopes: readonly Scope[], word: Word): boolean {
    const form = scopes.at(-1)?.form;
    const outer = scopes.at(-2)?.form;
    if (form === undefined || outer === undefined || form.body !== "keywords") return false;
    return isKnown(form.context, word.value) && !isKnown(outer.context, word.value);
  }

  /** Whether the innermost block ends before a line that starts with the word, which belongs to a block further out. */
  endsBefore(scopes: readonly Scope[], word: Word, opensBlock: boolean, items: number): boolean {
    if (!this.missesClose() || scopes.length < 2 || word.variables !== undefined) return false;
    const form = scopes.at(-1)?.form;
    if (form === undefined) return false;
    if (form.body === "keywords" && isKnown(form.context, word.value)) return false;
    // Names in a list may be anything, so only a line that opens a block ends it.
    if (form.body !== "keywords" && !opensBlock && items === 0) return false;
    return scopes.slice(0, -1).some((scope) => {
      return scope.form !== undefined && scope.form.body === "keywords" && isKnown(scope.form.context, word.value);
    });
  }
}
