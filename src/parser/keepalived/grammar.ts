/**
 * The structure of a keepalived file: statements, blocks with keywords, blocks with free-form lines. Every sequence of
 * tokens is accepted; what does not fit is recovered from as close to what was meant as the braces tell.
 */
import type { KeepalivedBlock, KeepalivedItem } from "../../ast/keepalived/file.ts";
import type { Word } from "../../ast/word.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import { EmbeddedActionsParser, EOF, type IParserConfig, type IToken } from "../chevrotain.ts";
import { productConfig } from "../token.ts";
import { blockKind, type LineStart, lineStartOf, nodes } from "./nodes.ts";
import { BraceBalance, type Scope } from "./recovery.ts";
import { type BlockForm, blockForm, blockFormAnywhere, formOfContext, isKnown } from "./structure.ts";
import {
  CloseToken,
  CommentToken,
  commentOf,
  DefinitionToken,
  definitionOf,
  IncludeToken,
  includeOf,
  type KeepalivedToken,
  keepalivedTokens,
  NewlineToken,
  OpenToken,
  PrefixToken,
  prefixOf,
  WordToken,
  wordOf,
} from "./tokens.ts";

/** A text with more is no configuration. */
const mostBraceProblems = 50;
/** How far back it is looked for closing braces that follow each other. */
const mostBraceTokens = 100;
/** Deeper blocks are not opened: keepalived's own go five deep. */
const deepest = 100;

export class KeepalivedParser extends EmbeddedActionsParser {
  #text = "";
  #scopes: Scope[] = [];
  #balance = new BraceBalance([], true);
  #problems: SyntaxProblem[] = [];
  #reported = 0;

  readonly file = this.RULE("file", (): KeepalivedItem[] => {
    const items: KeepalivedItem[] = [];
    this.MANY(() =>
      this.OR([
        { ALT: () => this.#strayClose(this.CONSUME(CloseToken), items) },
        { ALT: () => this.SUBRULE(this.item, { ARGS: [items] }) },
      ]),
    );
    return items;
  });

  /** item := newline | comment | stray `{` | statement */
  readonly item = this.RULE("item", (items: KeepalivedItem[]) => {
    this.OR([
      { ALT: () => this.CONSUME(NewlineToken) },
      { ALT: () => this.#comment(this.CONSUME(CommentToken), items) },
      { ALT: () => this.#strayOpen(this.CONSUME(OpenToken), items) },
      { ALT: () => this.SUBRULE(this.prefixed, { ARGS: [items] }) },
      { ALT: () => this.SUBRULE(this.core, { ARGS: [items, undefined] }) },
    ]);
  });

  /** prefixed := (`@host` | `~SEQ(…)`)+ core? */
  readonly prefixed = this.RULE("prefixed", (items: KeepalivedItem[]) => {
    const prefixes: IToken[] = [];
    this.AT_LEAST_ONE(() => prefixes.push(this.CONSUME(PrefixToken)));
    const line = this.ACTION(() => lineStartOf(prefixes.map(prefixOf)));
    let bare = true;
    this.OPTION(() => {
      bare = false;
      this.SUBRULE(this.core, { ARGS: [items, line] });
    });
    this.ACTION(() => {
      if (bare && line !== undefined) items.push(nodes.bad([], line.span));
    });
  });

  /** core := definition | include | words block? */
  readonly core = this.RULE("core", (items: KeepalivedItem[], line: LineStart | undefined) => {
    this.OR([
      {
        ALT: () => {
          const definition = this.CONSUME(DefinitionToken);
          this.ACTION(() => items.push(nodes.definition(definitionOf(definition), spanOf(definition), line)));
        },
      },
      {
        ALT: () => {
          const include = this.CONSUME(IncludeToken);
          this.ACTION(() => items.push(nodes.include(includeOf(include), line)));
        },
      },
      { ALT: () => this.SUBRULE(this.wordsLine, { ARGS: [items, line] }) },
    ]);
  });

  readonly wordsLine = this.RULE("wordsLine", (items: KeepalivedItem[], line: LineStart | undefined) => {
    const words: Word[] = [];
    this.AT_LEAST_ONE(() => {
      const word = this.CONSUME(WordToken);
      this.ACTION(() => words.push(wordOf(word)));
    });
    let isBlock = false;
    this.OPTION({
      GATE: () => this.#opensBlock(words),
      DEF: () => {
        isBlock = true;
        this.SUBRULE(this.block, { ARGS: [items, words, line] });
      },
    });
    this.ACTION(() => {
      if (!isBlock) this.#line(words, line, items);
    });
  });

  /** block := (newline | comment)* `{`? item* `}`? — the gate has seen that it is one. */
  readonly block = this.RULE("block", (items: KeepalivedItem[], words: Word[], line: LineStart | undefined) => {
    const body: KeepalivedItem[] = [];
    let open: IToken | undefined;
    this.OR([
      {
        ALT: () => {
          this.AT_LEAST_ONE(() =>
            this.OR2([
              { ALT: () => this.CONSUME(NewlineToken) },
              { ALT: () => this.#comment(this.CONSUME(CommentToken), body) },
            ]),
          );
          this.OPTION(() => {
            open = this.CONSUME(OpenToken);
          });
        },
      },
      {
        ALT: () => {
          open = this.CONSUME2(OpenToken);
        },
      },
    ]);
    this.ACTION(() => this.#enter(words, open));
    this.MANY({
      GATE: () => !this.#endsHere(body),
      DEF: () =>
        this.OR3([
          { ALT: () => this.#extraClose(this.CONSUME2(CloseToken), body) },
          { ALT: () => this.SUBRULE(this.item, { ARGS: [body] }) },
        ]),
    });
    let close: IToken | undefined;
    this.OPTION2({
      GATE: () => !this.#isImplied(),
      DEF: () => {
        close = this.CONSUME(CloseToken);
      },
    });
    this.ACTION(() => this.#leave(items, words, line, body, open, close));
  });

  constructor(config: IParserConfig = productConfig) {
    super(keepalivedTokens, config);
    this.performSelfAnalysis();
  }

  /** The items of a tokenized file; what is wrong with its structure is added to the problems. */
  read(
    text: string,
    tokens: KeepalivedToken[],
    options: { context: string; bracesVary: boolean; problems: SyntaxProblem[] },
  ): KeepalivedItem[] {
    this.#text = text;
    this.#problems = options.problems;
    this.#reported = 0;
    this.#balance = new BraceBalance(tokens, options.bracesVary);
    this.#scopes = [{ form: formOfContext(options.context), keyword: undefined, open: undefined, implied: false }];
    this.input = tokens;
    const items = this.file();
    this.#text = "";
    return items;
  }

  #scope(): Scope {
    return this.#scopes[this.#scopes.length - 1] as Scope;
  }

  #comment(token: IToken, items: KeepalivedItem[]): void {
    this.ACTION(() => items.push(commentOf(token)));
  }

  #strayClose(token: IToken, items: KeepalivedItem[]): void {
    this.ACTION(() => {
      const span = spanOf(token);
      const before = items.at(-1);
      items.push(nodes.bad([], span));
      this.#balance.stray();
      if (before?.kind === "Bad" && this.#text.slice(before.start, before.end) === "}") return;
      this.#report(span, "This `}` closes nothing");
    });
  }

  #extraClose(token: IToken, items: KeepalivedItem[]): void {
    this.ACTION(() => {
      const span = spanOf(token);
      const keyword = this.#scope().keyword?.value ?? "";
      items.push(nodes.bad([], span));
      this.#balance.stray();
      const start = this.#firstOfClosings(span.start);
      const ends = `ends \`${keyword}\` before its last lines`;
      // Which of several that follow each other is the one too many, nobody can tell.
      if (start === span.start) this.#report(span, `This \`}\` ${ends}`);
      else this.#report({ start, end: span.end }, `One of these \`}\` is too many: the last ${ends}`);
    });
  }

  /** Where the closing braces start that stand before the one just read, with nothing else between. */
  #firstOfClosings(start: number): number {
    let first = start;
    for (let back = -1; back > -mostBraceTokens; back--) {
      const token = this.LA(back);
      if (token.tokenType === CloseToken) first = token.startOffset;
      else if (token.tokenType !== NewlineToken) break;
    }
    return first;
  }

  #strayOpen(token: IToken, items: KeepalivedItem[]): void {
    this.ACTION(() => {
      const span = spanOf(token);
      items.push(nodes.bad([], span));
      this.#report(
        span,
        "A `{` without a block's keyword: keepalived ignores it, and its `}` ends the block around it",
      );
    });
  }

  #line(words: readonly Word[], line: LineStart | undefined, items: KeepalivedItem[]): void {
    const keyword = words[0];
    if (keyword === undefined) return;
    if (this.#isUnclosed(keyword)) {
      const start = line?.span.start ?? keyword.start;
      items.push(nodes.bad(words, { start, end: words.at(-1)?.end ?? keyword.end }));
      return;
    }
    const { form } = this.#scope();
    const isEntry = form !== undefined && form.body !== "keywords";
    // The daemon drops what an unclosed quote begins; only as the first value it is worth to be understood.
    const last = words.at(-1) ?? keyword;
    const dropped = words.length > (isEntry ? 1 : 2) && this.#isUnclosed(last) ? last : undefined;
    const kept = dropped === undefined ? words : words.slice(0, -1);
    items.push(isEntry ? nodes.entry(kept, line) : nodes.setting(keyword, kept.slice(1), line));
    if (dropped !== undefined) items.push(nodes.bad([dropped], dropped));
  }

  #isUnclosed(word: Word): boolean {
    return (
      word.quoted === true &&
      this.#text[word.start] === '"' &&
      (word.end - word.start < 2 || this.#text[word.end - 1] !== '"')
    );
  }

  /** Whether the words are a block's head: a brace follows, or the keyword needs one. */
  #opensBlock(words: readonly Word[]): boolean {
    const keyword = words[0];
    if (keyword === undefined || this.#scopes.length > deepest) return false;
    const { form } = this.#scope();
    const sameLine = this.LA(1).tokenType === OpenToken;
    if (form !== undefined && form.body !== "keywords") return sameLine && this.#balance.certain === false;
    const own = form === undefined ? undefined : blockForm(form.context, keyword.value);
    if (sameLine) return true;
    if (this.LA(1).tokenType !== NewlineToken && this.LA(1).tokenType !== CommentToken) return false;
    const following = this.#afterGap();
    if (following.tokenType === OpenToken) return true;
    if (own === undefined || this.#isVariable(keyword)) return false;
    return this.#balance.missesOpen() || (following.tokenType === WordToken && this.#belongs(own, following));
  }

  #isVariable(word: Word): boolean {
    return word.variables !== undefined;
  }

  #belongs(form: BlockForm, next: IToken): boolean {
    return form.body === "keywords" && isKnown(form.context, wordOf(next).value);
  }

  /** The first token that is no newline and no comment, from the one so many ahead. */
  #afterGap(from = 1): IToken {
    let ahead = from;
    while (this.LA(ahead).tokenType === NewlineToken || this.LA(ahead).tokenType === CommentToken) ahead++;
    return this.LA(ahead);
  }

  #enter(words: readonly Word[], open: IToken | undefined): void {
    const keyword = words[0];
    if (keyword === undefined) return;
    const outer = this.#scope().form;
    const own = outer?.body === "keywords" ? blockForm(outer.context, keyword.value) : undefined;
    const form = own ?? blockFormAnywhere(keyword.value);
    const span = open === undefined ? undefined : spanOf(open);
    this.#scopes.push({ form, keyword, open: span, implied: false });
    this.#balance.opened(span !== undefined);
    if (span === undefined) this.#report(keyword, `\`${keyword.value}\` needs a block: its \`{\` is missing`);
    else if (own === undefined && outer !== undefined && isKnown(outer.context, keyword.value)) {
      this.#report(
        span,
        `\`${keyword.value}\` has no block: keepalived ignores this \`{\`, and its \`}\` ends the block around it`,
      );
    }
  }

  /** Whether a block ends without its brace before the next token, as its keyword belongs further out. */
  #endsHere(body: readonly KeepalivedItem[]): boolean {
    const next = this.LA(1);
    if (next.tokenType === CloseToken) return !this.#isExtraClose();
    if (next.tokenType !== WordToken) return false;
    if (!this.#balance.endsBefore(this.#scopes, wordOf(next), this.#lineOpensBlock(), body.length)) return false;
    this.#scope().implied = true;
    return true;
  }

  /** Too many braces close, and what follows this one still belongs to the block. */
  #isExtraClose(): boolean {
    if (!this.#balance.missesOpen()) return false;
    const next = this.#afterGap(2);
    return next.tokenType === WordToken && this.#balance.goesOn(this.#scopes, wordOf(next));
  }

  /** Whether a brace follows the words of the next line. */
  #lineOpensBlock(): boolean {
    let ahead = 2;
    while (this.LA(ahead).tokenType === WordToken) ahead++;
    return this.#afterGap(ahead).tokenType === OpenToken;
  }

  #isImplied(): boolean {
    return this.#scope().implied;
  }

  #leave(
    items: KeepalivedItem[],
    words: readonly Word[],
    line: LineStart | undefined,
    body: KeepalivedItem[],
    openToken: IToken | undefined,
    closeToken: IToken | undefined,
  ): void {
    const scope = this.#scopes.pop();
    const keyword = words[0];
    if (scope === undefined || keyword === undefined) return;
    const open = openToken === undefined ? undefined : spanOf(openToken);
    const close = closeToken === undefined ? undefined : spanOf(closeToken);
    this.#balance.closed(close !== undefined);
    if (close === undefined && open !== undefined) this.#missingClose(scope, open);
    const last = words.at(-1) ?? keyword;
    const end = close?.end ?? body.at(-1)?.end ?? open?.end ?? last.end;
    const name = scope.form?.body === "keywords" || scope.form === undefined || words.length > 1 ? words[1] : undefined;
    const block: KeepalivedBlock = {
      kind: blockKind(keyword.value),
      ...line?.parts,
      start: line?.span.start ?? keyword.start,
      end: Math.max(end, last.end),
      keyword,
      args: words.slice(1),
      ...(name === undefined ? {} : { name }),
      ...(open === undefined ? {} : { open }),
      ...(close === undefined ? {} : { close }),
      body,
    };
    items.push(block);
  }

  #missingClose(scope: Scope, open: Span): void {
    const next = this.LA(1);
    const end = next.tokenType === EOF ? this.#text.length : next.startOffset;
    const name = scope.keyword?.value ?? "";
    this.#report(
      { start: open.start, end: Math.max(end, open.end) },
      `\`${name}\` is not closed: its \`}\` is missing`,
    );
  }

  #report(span: Span, message: string): void {
    if (!this.#balance.certain || this.#reported >= mostBraceProblems) return;
    this.#reported++;
    this.#problems.push({ problem: "unbalanced-brace", span: { start: span.start, end: span.end }, message });
  }
}

function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: token.endOffset ?? token.startOffset + 1 };
}
