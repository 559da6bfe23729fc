/** Typographic quotes and full-width punctuation that pasted text brings along: read as what was meant, and reported. */
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import type { Span } from "../../text/span.ts";

const curlyQuotes = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b";

export function isCurlyQuote(code: number): boolean {
  return code >= 0x2018 && code <= 0x201f && curlyQuotes.includes(String.fromCharCode(code));
}

/** The closing quote of a word that starts with a curly one; -1 where there is none before the end. */
export function curlyQuoteEnd(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isCurlyQuote(code) || code === 0x22) return at;
  }
  return -1;
}

export function curlyQuoteProblem(text: string, word: Span): SyntaxProblem {
  const isMixed = text[word.end - 1] === '"';
  const edit = (at: number) => ({ span: { start: at, end: at + 1 }, newText: '"' });
  return {
    problem: "curly-quote",
    severity: isMixed ? "error" : "warning",
    span: word,
    message: isMixed
      ? 'The first of these quotes is not `"`: keepalived takes it for part of the word, and the second has no partner'
      : 'These quotes are not `"`: keepalived takes them for part of the word, and a blank inside ends it',
    fix: { title: 'Write plain `"`', edits: [edit(word.start), edit(word.end - 1)] },
  };
}

const plain = new Map([
  ["\uff1a", ":"],
  ["\uff1b", ""],
  ["\uff0c", ","],
  ["\uff0e", "."],
  ["\u3002", "."],
  ["\uff08", "("],
  ["\uff09", ")"],
  ["\uff0d", "-"],
  ["\uff1d", "="],
  ["\uff0f", "/"],
]);
const fullWidth = /[\uff1a\uff1b\uff0c\uff0e\u3002\uff08\uff09\uff0d\uff1d\uff0f]/;
const otherLetters = /[^\x20-\x7e\uff00-\uff5e\u3002]/;

/** The word as it was meant, and the finding; undefined where nothing is wrong, or the word is text in another script. */
export function fullWidthReading(text: string, word: Span): { value: string; problem: SyntaxProblem } | undefined {
  const written = text.slice(word.start, word.end);
  if (!fullWidth.test(written) || otherLetters.test(written)) return undefined;
  const edits: { span: Span; newText: string }[] = [];
  let value = "";
  for (let at = 0; at < written.length; at++) {
    const meant = plain.get(written[at] ?? "");
    if (meant !== undefined) {
      const start = word.start + at;
      edits.push({ span: { start, end: start + 1 }, newText: meant });
    }
    value += meant ?? written[at];
  }
  const first = edits[0];
  if (first === undefined) return undefined;
  return { value, problem: fullWidthProblem(first.span, edits) };
}

/** A full-width brace or comment mark. */
export function fullWidthMarkProblem(mark: Span, meant: string): SyntaxProblem {
  return { ...fullWidthProblem(mark, [{ span: mark, newText: meant }]), severity: "error" };
}

function fullWidthProblem(at: Span, edits: readonly { span: Span; newText: string }[]): SyntaxProblem {
  return {
    problem: "full-width-punctuation",
    severity: "warning",
    span: at,
    message: "Full-width punctuation: keepalived takes it for part of the word",
    fix: { title: "Write plain punctuation", edits },
  };
}

/** `{`, `}` and the comment marks in full width, with what was meant. */
export const fullWidthMarks = new Map([
  [0xff5b, "{"],
  [0xff5d, "}"],
  [0xff03, "#"],
  [0xff01, "!"],
]);
