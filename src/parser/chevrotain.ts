/** The one door to Chevrotain: what the parsers use of it, nothing else. */
import { EmbeddedActionsParser as Recorded } from "chevrotain";

export {
  Alternation,
  Alternative,
  createToken,
  EOF,
  type ILexingError,
  type ILookaheadStrategy,
  type IParserConfig,
  type IProduction,
  type IRecognitionException,
  type IToken,
  Lexer,
  LLkLookaheadStrategy,
  NonTerminal,
  Option,
  type OptionalProductionType,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
  type TokenType,
} from "chevrotain";

/**
 * To learn a grammar, Chevrotain covers a parser's methods (`CONSUME`, `OR`, …) with recording ones, and then deletes those
 * from the parser one by one, for each of which V8 makes a new shape of the whole parser: half the time of a parser's
 * making. Here the methods themselves are put where the recording ones were.
 */
export class EmbeddedActionsParser extends Recorded {
  #own: ReadonlySet<string> = new Set();

  override performSelfAnalysis(): void {
    this.#own = new Set(Object.keys(this));
    super.performSelfAnalysis();
  }

  /** Called by Chevrotain when the grammar is recorded. */
  protected disableRecording(): void {
    Reflect.set(this, "RECORDING_PHASE", false);
    for (const name of Object.keys(this)) {
      if (!this.#own.has(name)) Reflect.set(this, name, Reflect.get(Recorded.prototype, name));
    }
  }
}
