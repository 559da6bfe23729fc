/** Placeholders of template languages (Jinja, Go, ERB) in a file that is not rendered yet, the same for both languages. */
import type { SyntaxProblem } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";

const openers = ["{{", "{%", "<%"];

/** As far as `longest` says, for the same reason. */
const jinjaComment = /\{#[^\n]{0,1996}?#\}/;

/** Whether a file may have any; searches for plain text are the quickest. `{#` alone is a brace and a comment in keepalived. */
export function mayHoldPlaceholders(text: string): boolean {
  return openers.some((opener) => text.includes(opener)) || (text.includes("{#") && jinjaComment.test(text));
}

const closers = new Map([
  ["{{", "}}"],
  ["{%", "%}"],
  ["<%", "%>"],
  ["{#", "#}"],
]);

/** Longer ones are taken for text, which keeps the search from looking at the whole file again and again. */
const longest = 2000;

/** The offset after the placeholder that starts at an offset; undefined where none does or it has no end. */
export function placeholderEnd(text: string, at: number): number | undefined {
  const first = text.charCodeAt(at);
  if (first !== 0x7b && first !== 0x3c) return undefined;
  const opener = text.slice(at, at + 2);
  const closer = closers.get(opener);
  if (closer === undefined) return undefined;
  const window = text.slice(at + 2, at + longest);
  const found = window.indexOf(closer);
  if (found === -1) return undefined;
  // A value stands on its line; statements may span several.
  if (opener === "{{" || opener === "{#") {
    const newline = window.indexOf("\n");
    if (newline !== -1 && newline < found) return undefined;
  }
  let end = at + 2 + found + 2;
  // `{{ {a: 1}}}`: the last two braces close it.
  while (opener === "{{" && text[end] === "}") end++;
  return end;
}

/** The file's one finding: a template is to be rendered before it can be judged. */
export function templateProblem(first: Span, count: number): SyntaxProblem {
  const more = count > 1 ? `, the first of ${count}` : "";
  return {
    problem: "template-placeholder",
    span: first,
    message: `A template placeholder${more}: the file is not a configuration before it is rendered. Lint the rendered file`,
  };
}
