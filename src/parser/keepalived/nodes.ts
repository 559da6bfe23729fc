/** Builds the nodes of the keepalived tree out of tokens. */
import {
  blockKinds,
  type Definition,
  type Entry,
  type HostCondition,
  type Include,
  type KeepalivedBlock,
  type Repetition,
  type Setting,
} from "../../ast/keepalived/file.ts";
import type { Bad, Word } from "../../ast/word.ts";
import type { Span } from "../../text/span.ts";
import type { DefinitionText, IncludeWords, Prefix } from "./tokens.ts";

/** What stands before a line. */
export interface LineStart {
  readonly span: Span;
  readonly parts: { readonly condition?: HostCondition; readonly repetitions?: readonly Repetition[] };
}

export function lineStartOf(prefixes: readonly Prefix[]): LineStart | undefined {
  const first = prefixes[0];
  const last = prefixes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  let condition: HostCondition | undefined;
  const repetitions: Repetition[] = [];
  for (const prefix of prefixes) {
    if (prefix.kind === "condition") condition = { ...prefix.span, id: prefix.id, negated: prefix.negated };
    else repetitions.push({ ...prefix.span, form: prefix.form, text: prefix.text });
  }
  return {
    span: { start: first.span.start, end: last.span.end },
    parts: {
      ...(condition === undefined ? {} : { condition }),
      ...(repetitions.length === 0 ? {} : { repetitions }),
    },
  };
}

const kinds: ReadonlyMap<string, KeepalivedBlock["kind"]> = new Map(Object.entries(blockKinds));

export function blockKind(keyword: string): KeepalivedBlock["kind"] {
  return kinds.get(keyword) ?? "Block";
}

function startOf(line: LineStart | undefined, first: Span): number {
  return line?.span.start ?? first.start;
}

export const nodes = {
  bad(words: readonly Word[], span: Span): Bad {
    return { kind: "Bad", start: span.start, end: span.end, words };
  },

  setting(keyword: Word, args: readonly Word[], line: LineStart | undefined): Setting {
    const end = args.at(-1)?.end ?? keyword.end;
    return { kind: "Setting", ...line?.parts, start: startOf(line, keyword), end, keyword, args };
  },

  entry(words: readonly Word[], line: LineStart | undefined): Entry {
    const first = words[0] ?? { start: 0, end: 0 };
    return { kind: "Entry", ...line?.parts, start: startOf(line, first), end: words.at(-1)?.end ?? first.end, words };
  },

  definition({ name, value, text }: DefinitionText, span: Span, line: LineStart | undefined): Definition {
    const start = startOf(line, span);
    return { kind: "Definition", ...line?.parts, start, end: Math.max(value.end, name.end + 1), name, value, text };
  },

  include({ keyword, pattern }: IncludeWords, line: LineStart | undefined): Include {
    return {
      kind: "Include",
      ...line?.parts,
      start: startOf(line, keyword),
      end: pattern?.end ?? keyword.end,
      keyword,
      ...(pattern === undefined ? {} : { pattern }),
    };
  },
};
