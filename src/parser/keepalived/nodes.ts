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
import type { DefinitionText, IncludeWords, KeepalivedToken, Prefix } from "./tokens.ts";

/** What stands before a line. */
export interface Line {
  readonly span: Span;
  readonly parts: { readonly condition?: HostCondition; readonly repetitions?: readonly Repetition[] };
}

export function lineOf(tokens: readonly KeepalivedToken[]): Line | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) return undefined;
  let condition: HostCondition | undefined;
  const repetitions: Repetition[] = [];
  for (const token of tokens) {
    const prefix = token.payload as Prefix;
    if (prefix.kind === "condition") condition = { ...prefix.span, id: prefix.id, negated: prefix.negated };
    else repetitions.push({ ...prefix.span, form: prefix.form, text: prefix.text });
  }
  return {
    span: { start: first.startOffset, end: last.endOffset },
    parts: {
      ...(condition === undefined ? {} : { condition }),
      ...(repetitions.length === 0 ? {} : { repetitions }),
    },
  };
}

const kinds: Readonly<Record<string, KeepalivedBlock["kind"]>> = blockKinds;

export function blockKind(keyword: string): KeepalivedBlock["kind"] {
  return Object.hasOwn(kinds, keyword) ? (kinds[keyword] ?? "Block") : "Block";
}

function startOf(line: Line | undefined, first: Span): number {
  return line?.span.start ?? first.start;
}

export const nodes = {
  bad(words: readonly Word[], span: Span): Bad {
    return { kind: "Bad", start: span.start, end: span.end, words };
  },

  setting(keyword: Word, args: readonly Word[], line: Line | undefined): Setting {
    const end = args.at(-1)?.end ?? keyword.end;
    return { kind: "Setting", ...line?.parts, start: startOf(line, keyword), end, keyword, args };
  },

  entry(words: readonly Word[], line: Line | undefined): Entry {
    const first = words[0] ?? { start: 0, end: 0 };
    return { kind: "Entry", ...line?.parts, start: startOf(line, first), end: words.at(-1)?.end ?? first.end, words };
  },

  definition(token: KeepalivedToken, line: Line | undefined): Definition {
    const { name, value, text } = token.payload as DefinitionText;
    const start = startOf(line, { start: token.startOffset, end: token.endOffset });
    return { kind: "Definition", ...line?.parts, start, end: Math.max(value.end, name.end + 1), name, value, text };
  },

  include(token: KeepalivedToken, line: Line | undefined): Include {
    const { keyword, pattern } = token.payload as IncludeWords;
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
