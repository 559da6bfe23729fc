/** The grammar of a haproxy.cfg's lines. Every sequence of lines is one of its sentences; what a line means is the builder's business. */
import { EmbeddedActionsParser, type IParserConfig, type IToken } from "../chevrotain.ts";
import { productConfig } from "../token.ts";
import type { FileBuilder } from "./file-builder.ts";
import {
  Arguments,
  CommentText,
  DirectiveWord,
  KeywordWord,
  LineEnd,
  type LineToken,
  lineTokens,
  PrefixWord,
  SectionWord,
  UnreadText,
} from "./line-tokens.ts";

export class HaproxyLinesParser extends EmbeddedActionsParser {
  #builder: FileBuilder | undefined;
  /** Any number of lines. */
  readonly lines: () => void;

  constructor(config: IParserConfig = productConfig) {
    super(lineTokens, config);
    const wordOf = (token: IToken) => (token as LineToken).payload;
    const endOf = (args: IToken | undefined, keyword: IToken) =>
      args === undefined ? wordOf(keyword) + 1 : (args as LineToken).payload;

    // line: (header | directive | statement)? comment? unread? end
    const line = this.RULE("line", () => {
      this.OPTION3(() =>
        this.OR([
          { ALT: () => this.SUBRULE(header) },
          { ALT: () => this.SUBRULE(directive) },
          { ALT: () => this.SUBRULE(statement) },
        ]),
      );
      const comment = this.OPTION1(() => this.CONSUME(CommentText));
      const unread = this.OPTION2(() => this.CONSUME(UnreadText));
      this.CONSUME(LineEnd);
      this.ACTION(() => {
        if (comment !== undefined) this.#builder?.comment(comment.startOffset, comment.endOffset ?? 0);
        if (unread !== undefined) this.#builder?.unread(unread.startOffset, unread.endOffset ?? 0);
      });
    });

    // header: section-word words?
    const header = this.RULE("header", () => {
      const keyword = this.CONSUME(SectionWord);
      const args = this.OPTION(() => this.CONSUME(Arguments));
      this.ACTION(() => this.#builder?.header(wordOf(keyword), endOf(args, keyword)));
    });

    // directive: .word words?
    const directive = this.RULE("directive", () => {
      const keyword = this.CONSUME(DirectiveWord);
      const args = this.OPTION(() => this.CONSUME(Arguments));
      this.ACTION(() => this.#builder?.directive(wordOf(keyword), endOf(args, keyword)));
    });

    // statement: (no | default)? keyword words?
    const statement = this.RULE("statement", () => {
      const prefix = this.OPTION1(() => this.CONSUME(PrefixWord));
      const keyword = this.CONSUME(KeywordWord);
      const args = this.OPTION2(() => this.CONSUME(Arguments));
      this.ACTION(() => this.#builder?.statement(prefix && wordOf(prefix), wordOf(keyword), endOf(args, keyword)));
    });

    this.lines = this.RULE("lines", () => {
      this.MANY(() => this.SUBRULE(line));
    });
    this.performSelfAnalysis();
  }

  /** Reads lines into a builder. May be called again with the next lines. */
  read(tokens: LineToken[], builder: FileBuilder): void {
    this.#builder = builder;
    this.input = tokens;
    this.lines();
    this.#builder = undefined;
  }
}
