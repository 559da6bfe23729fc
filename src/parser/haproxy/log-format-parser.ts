/** The grammar of log-formats: text, `%ci`, `%{+Q}r`, `%[expression]`, `%(name)…`. */
import type { LogFormat, LogFormatPart } from "../../ast/haproxy/expression.ts";
import { trimmedList } from "../../text/lists.ts";
import { EmbeddedActionsParser, type IParserConfig } from "../chevrotain.ts";
import { productConfig } from "../token.ts";
import type { Fault } from "./fault.ts";
import type { InnerText } from "./inner-text.ts";
import {
  FormatAlias,
  FormatExpression,
  FormatText,
  type FormatToken,
  formatTokens,
  tokenizeLogFormat,
} from "./log-format-tokens.ts";

export class LogFormatParser extends EmbeddedActionsParser {
  readonly #parts: () => LogFormatPart[];

  constructor(config: IParserConfig = productConfig) {
    super(formatTokens, config);

    // parts: (text | alias | expression)*
    this.#parts = this.RULE("parts", (): LogFormatPart[] => {
      const parts: LogFormatPart[] = [];
      this.MANY(() => {
        const token = this.OR([
          { ALT: () => this.CONSUME(FormatText) },
          { ALT: () => this.CONSUME(FormatAlias) },
          { ALT: () => this.CONSUME(FormatExpression) },
        ]) as FormatToken;
        this.ACTION(() => parts.push(token.payload));
      });
      return parts;
    });
    this.performSelfAnalysis();
  }

  parse(tokens: FormatToken[]): readonly LogFormatPart[] {
    this.input = tokens;
    return this.#parts();
  }
}

export interface LogFormatParse {
  /** What could be read; all of it where there is no fault. */
  readonly format: LogFormat;
  readonly fault?: Fault;
}

let parser: LogFormatParser | undefined;

export function parseLogFormat(inner: InnerText): LogFormatParse {
  parser ??= new LogFormatParser();
  const { tokens, fault } = tokenizeLogFormat(inner);
  const parts = trimmedList(parser.parse(tokens));
  const format = { start: inner.at(0), end: inner.at(inner.text.length), parts };
  return fault === undefined ? { format } : { format, fault };
}
