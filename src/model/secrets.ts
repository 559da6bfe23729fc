/**
 * Where files hold secrets: what no output may show. Read from the raw lines and not from the tree, so that broken
 * lines and lines that were commented out are covered as well. Too much is better than too little.
 */
import { addAll, addTo } from "../text/lists.ts";
import type { Span } from "../text/span.ts";
import type { Document } from "./document.ts";
import {
  definitionsIn,
  endsInSecretKeyword,
  isSecretName,
  keywordDefinition,
  namesIn,
  secretsInLine,
} from "./secret-lines.ts";

/** The spans of a document's secrets, in order, not overlapping. */
export function secretSpans(document: Document): readonly Span[] {
  return secretsInText(document.source.text);
}

/** The same for a text alone. */
export function secretsInText(text: string): readonly Span[] {
  return secretsInTexts([text])[0] ?? [];
}

/** The same for texts that may use each other's definitions, as files do that one includes. */
export function secretsInTexts(texts: readonly string[]): readonly (readonly Span[])[] {
  const search = new Search();
  const found = texts.map((text) => search.add(text));
  search.run();
  return found.map(({ spans }) => merged(spans));
}

/** Whether what one line says may make the value on another a secret. */
export function holdsIndirectSecrets(text: string): boolean {
  return /auth_pass|setenv|set-var|\$\w+=/.test(text);
}

/** Lines without any of these hold no secret, and define nothing that could become one. */
const candidate =
  /pas|pwd|auth|stats|secret|token|key|credential|cookie|hmac|jwt|aes|setenv|set-var|acme-vars|lua-load|curl|mysql|redis|~(?:SEQ|LST)|:\/\/[^\s/]*@|^[^\S\n]*(?:[@~][^\n]*)?\$/gim;
const longestLine = 20_000;

interface FileSecrets {
  readonly text: string;
  readonly spans: Span[];
  /** Where lines start that go on with a definition which is a secret. */
  readonly hidden: Set<number>;
}

interface Line extends Span {
  readonly file: FileSecrets;
  /** What it gives a value to: definitions, environment, variables. */
  readonly defines: readonly string[];
}

/** Lines are read once, and once more when a secret turns out to be made from what they define. */
class Search {
  readonly #queue: Line[] = [];
  readonly #defining = new Map<string, Line[]>();
  readonly #names = new Set<string>();
  readonly #again = new Set<Line>();
  /** Definitions that stand for a keyword: `$KEY=auth_pass`. */
  readonly #keywords = new Set<string>();

  add(text: string): FileSecrets {
    const file: FileSecrets = { text, spans: [], hidden: new Set() };
    let done = -1;
    for (const { index } of text.matchAll(candidate)) {
      if (index < done) continue;
      const start = text.lastIndexOf("\n", index - 1) + 1;
      done = endOfLine(text, index);
      const own = text.slice(start, Math.min(done, start + longestLine));
      const line: Line = { file, start, end: done, defines: definitionsIn(own) };
      for (const name of line.defines) addTo(this.#defining, name, line);
      const keyword = keywordDefinition(own);
      if (keyword !== undefined) this.#keywords.add(keyword);
      this.#queue.push(line);
    }
    return file;
  }

  run(): void {
    // The list grows while it is walked.
    for (const line of this.#queue) for (const span of this.#spansOf(line)) this.#found(line.file, span);
  }

  #found({ text, spans }: FileSecrets, span: Span): void {
    if (span.start >= span.end) return;
    spans.push(span);
    for (const name of namesIn(text.slice(span.start, span.end))) {
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      for (const line of this.#defining.get(name) ?? []) {
        if (this.#again.has(line)) continue;
        this.#again.add(line);
        this.#queue.push(line);
      }
    }
  }

  #spansOf({ file, start, end, defines }: Line): readonly Span[] {
    const line = file.text.slice(start, Math.min(end, start + longestLine));
    const isSecret = defines.some((name) => this.#names.has(name) || isSecretName(name));
    const spans = secretsInLine(line, isSecret, this.#keywords).map((span) => ({
      start: span.start + start,
      end: span.end + start,
    }));
    if (isSecret) addAll(spans, continuation(file, end));
    else if (endsInSecretKeyword(line)) addAll(spans, continuation(file, end, 1));
    return spans;
  }
}

/** The lines that a definition goes on with behind a backslash; those that hold only a comment are passed over. */
function continuation({ text, hidden }: FileSecrets, from: number, most = Number.POSITIVE_INFINITY): readonly Span[] {
  const spans: Span[] = [];
  let start = text.lastIndexOf("\n", from - 1) + 1;
  let end = from;
  for (let count = 0; count < most && end < text.length && goesOn(text.slice(start, end), count > 0); count++) {
    start = end + 1;
    end = endOfLine(text, start);
    if (hidden.has(start)) break;
    if (most === Number.POSITIVE_INFINITY) hidden.add(start);
    for (const { 0: word, index } of text.slice(start, end).matchAll(/\S+/g))
      spans.push({ start: start + index, end: start + index + word.length });
  }
  return spans;
}

function goesOn(line: string, mayBeComment: boolean): boolean {
  return /\\\s*(?:$|[#!])/.test(line) || (mayBeComment && /^\s*[#!]/.test(line));
}

function endOfLine(text: string, at: number): number {
  const next = text.indexOf("\n", at);
  return next === -1 ? text.length : next;
}

function merged(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last !== undefined && span.start < last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else result.push(span);
  }
  return result;
}
