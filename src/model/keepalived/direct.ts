/** The effective statements of a file that uses none of includes, definitions, conditions and repetitions: its own lines. */
import type { KeepalivedItem } from "../../ast/keepalived/file.ts";
import type { Word } from "../../ast/word.ts";
import type { Place, Span } from "../../text/span.ts";
import type { EffectiveStatement, EffectiveWord } from "./effective.ts";

/** Turns offsets of a parsed text into places, and says what a word went through. */
export interface Origin {
  place(span: Span): Place;
  /** Whether a word came out of a definition, and whether it can be known. */
  word(word: Word): { readonly expanded: boolean; readonly unknown: boolean };
}

const known = new WeakMap<
  KeepalivedItem,
  { readonly path: string; readonly statement: EffectiveStatement | undefined }
>();

/** The statements of a file's own items; an item that an editor's server keeps keeps its statement. */
export function ownStatements(items: readonly KeepalivedItem[], path: string): EffectiveStatement[] {
  const origin = fileOrigin(path);
  return items.flatMap((item) => {
    let found = known.get(item);
    if (found?.path !== path) {
      found = { path, statement: statementOf(item, origin) };
      known.set(item, found);
    }
    return found.statement ?? [];
  });
}

export function fileOrigin(path: string): Origin {
  const plain = { expanded: false, unknown: false };
  const open = { expanded: false, unknown: true };
  return {
    place: ({ start, end }) => ({ path, span: { start, end } }),
    word: (word) => (word.variables === undefined ? plain : open),
  };
}

export function statementsOf(items: readonly KeepalivedItem[], origin: Origin): EffectiveStatement[] {
  const statements: EffectiveStatement[] = [];
  for (const item of items) {
    const statement = statementOf(item, origin);
    if (statement !== undefined) statements.push(statement);
  }
  return statements;
}

function statementOf(item: KeepalivedItem, origin: Origin): EffectiveStatement | undefined {
  switch (item.kind) {
    case "Comment":
    case "Bad":
    case "Definition":
    case "Include":
      return undefined;
    case "Entry": {
      const [first, ...rest] = item.words;
      if (first === undefined) return undefined;
      return line(first, rest, item, true, origin);
    }
    case "Setting":
      return line(item.keyword, item.args, item, false, origin);
    default:
      return { ...line(item.keyword, item.args, item, false, origin), body: statementsOf(item.body, origin) };
  }
}

function line(keyword: Word, args: readonly Word[], span: Span, entry: boolean, origin: Origin): EffectiveStatement {
  return {
    keyword: wordOf(keyword, origin),
    args: args.map((word) => wordOf(word, origin)),
    place: origin.place(span),
    entry,
  };
}

function wordOf(word: Word, origin: Origin): EffectiveWord {
  return { value: word.value, place: origin.place(word), quoted: word.quoted === true, ...origin.word(word) };
}

/** Whether anything in the tree makes the daemon read other lines than those that stand there. */
export function needsExpansion(items: readonly KeepalivedItem[]): boolean {
  return items.some((item) => {
    if (item.kind === "Comment") return false;
    // The start of a line before a brace: `@host }`.
    if (item.kind === "Bad") return item.words.length === 0 && item.end - item.start > 1;
    if (item.kind === "Include" || item.kind === "Definition") return true;
    if (item.condition !== undefined || item.repetitions !== undefined) return true;
    if (item.kind === "Entry") return item.words.some(hasVariables);
    if (hasVariables(item.keyword) || item.args.some(hasVariables)) return true;
    return "body" in item && needsExpansion(item.body);
  });
}

function hasVariables(word: Word): boolean {
  return word.variables !== undefined;
}
