/** The grammar of a haproxy.cfg. Every sequence of its items is one of its sentences; what an item means is the builder's business. */
import { EmbeddedActionsParser, type IParserConfig, type IToken } from "../chevrotain.ts";
import { productConfig } from "../token.ts";
import type { FileBuilder } from "./file-builder.ts";
import {
  Arguments,
  CommentText,
  DirectiveWord,
  KeywordWord,
  type LineToken,
  lineTokens,
  PrefixWord,
  SectionWord,
  UnreadText,
} from "./line-tokens.ts";

export class HaproxyLinesParser extends EmbeddedActionsParser {
  #builder: FileBuilder | undefined;
  /** Any number of items. */
  readonly items: () => void;

  constructor(config: IParserConfig = productConfig) {
    super(lineTokens, config);
    const wordOf = (token: IToken) => (token as LineToken).payload;
    const endOf = (args: IToken | undefined, keyword: IToken) =>
      args === undefined ? wordOf(keyword) + 1 : (args as LineToken).payload;
    // Functions that are made once, and not on every line.
    const takeArguments = () => this.CONSUME(Arguments);

    // header: section-word words?
    const header = this.RULE("header", () => {
      const keyword = this.CONSUME(SectionWord);
      const args = this.OPTION(takeArguments);
      if (!this.RECORDING_PHASE) this.#builder?.header(wordOf(keyword), endOf(args, keyword));
    });

    // directive: .word words?
    const directive = this.RULE("directive", () => {
      const keyword = this.CONSUME(DirectiveWord);
      const args = this.OPTION(takeArguments);
      if (!this.RECORDING_PHASE) this.#builder?.directive(wordOf(keyword), endOf(args, keyword));
    });

    // statement: (no | default)? keyword words?
    const takePrefix = () => this.CONSUME(PrefixWord);
    const statement = this.RULE("statement", () => {
      const prefix = this.OPTION1(takePrefix);
      const keyword = this.CONSUME(KeywordWord);
      const args = this.OPTION2(takeArguments);
      if (!this.RECORDING_PHASE)
        this.#builder?.statement(prefix && wordOf(prefix), wordOf(keyword), endOf(args, keyword));
    });

    // items: (header | directive | statement | comment | unread)*
    const items = [
      { ALT: () => this.SUBRULE(header) },
      { ALT: () => this.SUBRULE(directive) },
      { ALT: () => this.SUBRULE(statement) },
      { ALT: () => this.#comment(this.CONSUME(CommentText)) },
      { ALT: () => this.#unread(this.CONSUME(UnreadText)) },
    ];
    const takeItem = () => this.OR(items);
    this.items = this.RULE("items", () => {
      this.MANY(takeItem);
    });
    this.performSelfAnalysis();
  }

  /** Reads lines into a builder. May be called again with the next lines. */
  read(tokens: LineToken[], builder: FileBuilder): void {
    this.#builder = builder;
    this.input = tokens;
    this.items();
    this.#builder = undefined;
  }

  #comment({ startOffset, endOffset = startOffset }: IToken): void {
    this.#builder?.comment(startOffset, endOffset);
  }

  #unread({ startOffset, endOffset = startOffset }: IToken): void {
    this.#builder?.unread(startOffset, endOffset);
  }
}
