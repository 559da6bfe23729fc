/** How the grammar takes a line apart, whatever its values are; what lines of one form have in common. */
import type { Span } from "../../text/span.ts";
import type { Word } from "../word.ts";

/** Words that the grammar has a name for: an argument of the line, or an option with the words that belong to it. */
export interface LinePart {
  readonly label: string;
  /** The hole's type, or an option's family with an at sign: `@bind-option`. */
  readonly type: string;
  /** Index of its first word in `args`, and of the word behind its last. */
  readonly first: number;
  readonly end: number;
  /** Where it is a part of a word: offsets in the word's value. */
  readonly part?: { readonly start: number; readonly end: number };
  /** What the grammar knows of an option or an action; `call` where it takes arguments in parentheses. */
  readonly entry?: { readonly keyword: string; readonly call?: unknown };
}

/** Lines of one form share one, so it serves as a key for what the form alone decides. */
export interface LineLayout {
  readonly parts: readonly LinePart[];
}

/** Of lines that the grammar knows nothing of. */
export const noLayout: LineLayout = { parts: [] };

/** `inter`, `set-var`: the keyword of an option or an action; empty for other parts. */
export function keywordOf({ entry }: LinePart): string {
  return entry?.keyword ?? "";
}

/** Where the words of a part of a line stand. */
export function spanOfPart(
  { first, end }: LinePart,
  line: { readonly keyword: Word; arg(at: number): Word | undefined },
): Span {
  return { start: (line.arg(first) ?? line.keyword).start, end: (line.arg(end - 1) ?? line.keyword).end };
}

/** Remembers what a function says of layouts: it is asked for every line, and there are few layouts. */
export function ofLayout<Answer, Layout extends LineLayout = LineLayout>(
  answer: (layout: Layout) => Answer,
): (layout: Layout) => Answer {
  const known = new WeakMap<Layout, { readonly answer: Answer }>();
  let latest: { readonly layout: Layout; readonly answer: Answer } | undefined;
  return (layout) => {
    // Lines of one form come in runs: the servers of a backend.
    if (latest?.layout === layout) return latest.answer;
    let found = known.get(layout);
    if (found === undefined) {
      found = { answer: answer(layout) };
      known.set(layout, found);
    }
    latest = { layout, answer: found.answer };
    return found.answer;
  };
}
