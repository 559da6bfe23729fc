/** Tokens that know offsets and a payload, nothing else: what the hand-written tokenizers give to the parsers. */
import type { IParserConfig, IToken, TokenType } from "./chevrotain.ts";
import { FirstTokenLookahead } from "./first-token.ts";

/** A token whose end is exclusive, as everywhere in halint; its image is never asked for. */
export class OffsetToken<Payload = undefined> implements IToken {
  readonly image = "";
  readonly tokenType: TokenType;
  readonly tokenTypeIdx: number;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly payload: Payload;

  constructor(type: TokenType, start: number, end: number, payload: Payload) {
    this.tokenType = type;
    this.tokenTypeIdx = type.tokenTypeIdx ?? 0;
    this.startOffset = start;
    this.endOffset = end;
    this.payload = payload;
  }
}

/** How the product builds its parsers: grammars are validated by a test, not at every start. */
export const productConfig: IParserConfig = {
  maxLookahead: 1,
  lookaheadStrategy: new FirstTokenLookahead(),
  skipValidations: true,
  recoveryEnabled: false,
};
