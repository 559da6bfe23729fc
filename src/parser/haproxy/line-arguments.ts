/** The named arguments of a line, made from its words and its layout. */
import type { Argument, Sentence } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { callPattern, splitCall } from "../../schema/call.ts";
import type { Layout, LayoutPart } from "../../schema/layout.ts";
import { matchWords } from "../../schema/match.ts";
import type { Span } from "../../text/span.ts";
import { textOfWord } from "./inner-text.ts";
import type { LineContext } from "./line.ts";

export function argumentsOf(
  layout: Layout,
  words: readonly Word[],
  sentences: readonly Sentence[],
  context: LineContext,
): readonly Argument[] {
  return layout.parts.flatMap((part, at) => {
    const word = words[part.first];
    if (word === undefined) return [];
    const said = sentences.find((one) => one.part === at);
    const argument = argumentOf(part, word, words, said, context);
    return part.entry?.call === undefined ? argument : [argument, ...callArguments(part, word, context)];
  });
}

function argumentOf(
  { label, type, first, end, part, entry, read }: LayoutPart,
  word: Word,
  words: readonly Word[],
  said: Sentence | undefined,
  { source }: LineContext,
): Argument {
  const last = words[end - 1] ?? word;
  const place = part === undefined ? { start: word.start, end: last.end } : spanInside(source, word, part);
  const text = part === undefined ? word.value : word.value.slice(part.start, part.end);
  const { condition, expression, format, test } = said ?? nothingSaid;
  const value = entry === undefined ? read(text) : undefined;
  return {
    label,
    type,
    ...place,
    firstWord: first,
    endWord: end,
    text,
    ...(value === undefined || value === text ? {} : { value }),
    ...(entry !== undefined && { keyword: entry.keyword }),
    ...(condition !== undefined && { condition }),
    ...(expression !== undefined && { expression }),
    ...(format !== undefined && { format }),
    ...(test !== undefined && { test }),
  };
}

const nothingSaid: Omit<Sentence, "part"> = {};

/** What stands in the parentheses of an action's word. */
function callArguments({ entry, first: index }: LayoutPart, word: Word, { source, table }: LineContext): Argument[] {
  const { args } = splitCall(word.value);
  if (args === undefined || entry?.call === undefined) return [];
  const { layout } = matchWords(callPattern(entry.call), args, { table });
  return layout.parts.flatMap(({ label, type, first, part, read }) => {
    const given = args[first];
    if (given === undefined) return [];
    const start = given.start + (part?.start ?? 0);
    const end = part === undefined ? given.end : given.start + part.end;
    const text = word.value.slice(start, end);
    const value = read(part === undefined ? given.value : given.value.slice(part.start, part.end));
    const place = spanInside(source, word, { start, end });
    const words = { firstWord: index, endWord: index + 1 };
    return { label, type, ...place, ...words, text, ...(value === undefined || value === text ? {} : { value }) };
  });
}

/** Where a part of a word's value stands in the file. */
export function spanInside(source: string, word: Word, { start, end }: Span): Span {
  const inner = textOfWord(source, word);
  return { start: inner.at(start), end: inner.at(end) };
}
