/** The one door to Chevrotain: what the parsers use of it, nothing else. */
export {
  createToken,
  EmbeddedActionsParser,
  EOF,
  type ILexingError,
  type IParserConfig,
  type IRecognitionException,
  type IToken,
  Lexer,
  type TokenType,
} from "chevrotain";
