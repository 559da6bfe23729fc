/** The grammar's notation to patterns: `balance <algorithm> [<argument>...]`. */
import type { Pattern } from "../../schema/pattern.ts";
import { EmbeddedActionsParser, type IToken, Lexer } from "../chevrotain.ts";
import * as t from "./tokens.ts";

/** A pattern and where it stands, so that parts that touch can be joined into one word. */
interface Placed {
  readonly pattern: Pattern;
  readonly start: number;
  readonly end: number;
}

class NotationParser extends EmbeddedActionsParser {
  constructor() {
    super(t.notationModes, { maxLookahead: 1, recoveryEnabled: false });
    this.performSelfAnalysis();
  }

  /** sequence { "|" sequence } */
  readonly alternatives = this.RULE("alternatives", (): Pattern => {
    const found: Pattern[] = [this.SUBRULE(this.sequence)];
    this.MANY(() => {
      this.CONSUME(t.Bar);
      found.push(this.SUBRULE1(this.sequence));
    });
    return this.ACTION(() => {
      const [first] = found;
      return found.length === 1 && first !== undefined ? first : { kind: "any", of: found };
    });
  });

  /** { item } */
  readonly sequence = this.RULE("sequence", (): Pattern => {
    const items: Placed[] = [];
    this.MANY(() => {
      items.push(this.SUBRULE(this.item));
    });
    return this.ACTION(() => joinTouching(items));
  });

  /** primary { "..." | ",..." } */
  readonly item = this.RULE("item", (): Placed => {
    let placed = this.SUBRULE(this.primary);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            const token = this.CONSUME(t.Ellipsis);
            placed = this.ACTION(() => ({ ...placed, pattern: repeated(placed.pattern), end: endOf(token) }));
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(t.CommaEllipsis);
            placed = this.ACTION(() => ({
              ...placed,
              pattern: { kind: "list", of: placed.pattern },
              end: endOf(token),
            }));
          },
        },
      ]);
    });
    return placed;
  });

  /** word | "[" alternatives "]" | "{" alternatives "}" | hole */
  readonly primary = this.RULE(
    "primary",
    (): Placed =>
      this.OR([
        { ALT: () => literal(this.CONSUME(t.Text), 0) },
        { ALT: () => literal(this.CONSUME(t.Quoted), 1) },
        {
          ALT: () => {
            const open = this.CONSUME(t.OpenBracket);
            const of = this.SUBRULE(this.alternatives);
            const close = this.CONSUME(t.CloseBracket);
            return this.ACTION(() => ({ pattern: { kind: "opt", of }, start: open.startOffset, end: endOf(close) }));
          },
        },
        {
          ALT: () => {
            const open = this.CONSUME(t.OpenBrace);
            const pattern = this.SUBRULE1(this.alternatives);
            const close = this.CONSUME(t.CloseBrace);
            return this.ACTION(() => ({ pattern, start: open.startOffset, end: endOf(close) }));
          },
        },
        { ALT: () => this.SUBRULE(this.hole) },
      ]),
  );

  /** "<" name [ ":" ( "@" name | name ) ] [ range ] ">" | "<" "@" name ">" */
  readonly hole = this.RULE("hole", (): Placed => {
    const open = this.CONSUME(t.OpenHole);
    let label: string | undefined;
    let name = "";
    let family = false;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.At);
          name = this.CONSUME(t.Name).image;
          family = true;
        },
      },
      {
        ALT: () => {
          name = this.CONSUME1(t.Name).image;
          this.OPTION(() => {
            this.CONSUME(t.Colon);
            label = name;
            this.OPTION1(() => {
              this.CONSUME1(t.At);
              family = true;
            });
            name = this.CONSUME2(t.Name).image;
          });
        },
      },
    ]);
    let range: string | undefined;
    this.OPTION2(() => {
      range = this.CONSUME(t.Range).image;
    });
    const close = this.CONSUME(t.CloseHole);
    return this.ACTION(() => ({
      pattern: family
        ? { kind: "family", context: name, label: label ?? name }
        : { kind: "hole", type: name, label: label ?? name, ...bounds(range) },
      start: open.startOffset,
      end: endOf(close),
    }));
  });
}

function literal(token: IToken, quotes: number): Placed {
  const text = token.image.slice(quotes, token.image.length - quotes);
  return { pattern: { kind: "lit", text }, start: token.startOffset, end: token.startOffset + token.image.length };
}

function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

function bounds(range: string | undefined): { min?: string; max?: string } {
  if (range === undefined) return {};
  const at = range.indexOf("..");
  const min = range.slice(0, at);
  const max = range.slice(at + 2);
  return { ...(min !== "" && { min }), ...(max !== "" && { max }) };
}

/** `[a]...` is any number of times: an optional repetition, so that a repetition never goes round on nothing. */
function repeated(pattern: Pattern): Pattern {
  return pattern.kind === "opt" ? { kind: "opt", of: repeated(pattern.of) } : { kind: "rep", of: pattern };
}

function joinTouching(items: readonly Placed[]): Pattern {
  const words: Pattern[] = [];
  for (let at = 0; at < items.length; ) {
    const group: Pattern[] = [];
    let end: number | undefined;
    for (; at < items.length; at++) {
      const item = items[at];
      if (item === undefined || (end !== undefined && item.start !== end)) break;
      group.push(item.pattern);
      end = item.end;
    }
    const [only] = group;
    words.push(group.length === 1 && only !== undefined ? only : { kind: "joined", of: group });
  }
  const [only] = words;
  return words.length === 1 && only !== undefined ? only : { kind: "seq", of: words };
}

export type NotationResult =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly offset: number; readonly message: string };

let lexer: Lexer | undefined;
let parser: NotationParser | undefined;

/** The pattern that a notation text says; or the offset at which it says nothing, and why. */
export function parseNotation(text: string): NotationResult {
  lexer ??= new Lexer(t.notationModes, { positionTracking: "onlyOffset" });
  parser ??= new NotationParser();
  const lexed = lexer.tokenize(text);
  const [lexingError] = lexed.errors;
  if (lexingError !== undefined) {
    const stray = text.slice(lexingError.offset, lexingError.offset + lexingError.length);
    return { ok: false, offset: lexingError.offset, message: `"${stray}" is not part of the notation` };
  }
  parser.input = lexed.tokens;
  const pattern = parser.alternatives();
  const [error] = parser.errors;
  if (error !== undefined) {
    const offset = Number.isNaN(error.token.startOffset) ? text.length : error.token.startOffset;
    return { ok: false, offset, message: error.message.replaceAll("\n", " ") };
  }
  return { ok: true, pattern };
}
