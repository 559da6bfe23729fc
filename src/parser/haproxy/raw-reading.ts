/**
 * Whether the program would accept a line as it is written, where halint reads odd spaces, typographic quotes or full-width
 * marks as what they were meant to be. What the program accepts is a warning and not an error.
 */
import type { HaproxyFile } from "../../ast/haproxy/file.ts";
import type { Word } from "../../ast/word.ts";
import type { LanguageTable } from "../../schema/table.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import { countWhile } from "../../text/lists.ts";
import { LineGrammar } from "./line-grammar.ts";
import { ProblemList } from "./problems.ts";
import { WordScanner } from "./word-scanner.ts";

const forgiven: ReadonlySet<string> = new Set(["irregular-space", "curly-quote", "full-width-punctuation"]);

/** The problems with those of forgiven lines weighed by what the program would do. */
export function weighForgiven(
  problems: readonly SyntaxProblem[],
  text: string,
  file: HaproxyFile,
  table: LanguageTable,
): SyntaxProblem[] {
  if (!problems.some(({ problem }) => forgiven.has(problem))) return [...problems];
  const reading = new RawReading(text, file, table);
  return problems.map((problem) => {
    if (!forgiven.has(problem.problem) || problem.severity !== undefined) return problem;
    const places = problem.fix?.edits.map(({ span }) => span.start) ?? [problem.span.start];
    return places.every((at) => reading.accepts(at)) ? { ...problem, severity: "warning" } : problem;
  });
}

class RawReading {
  readonly #text: string;
  readonly #sections: HaproxyFile["sections"];
  readonly #grammar: LineGrammar;
  readonly #scanner: WordScanner;
  readonly #known = new Map<number, boolean>();

  constructor(text: string, { sections }: HaproxyFile, table: LanguageTable) {
    this.#text = text;
    this.#sections = sections;
    this.#scanner = new WordScanner(text, false);
    this.#grammar = new LineGrammar({ source: text, table, words: this.#scanner.table }, new ProblemList());
  }

  /** Whether the program would accept the line that an offset lies on. */
  accepts(offset: number): boolean {
    const start = this.#text.lastIndexOf("\n", offset - 1) + 1;
    let accepted = this.#known.get(start);
    if (accepted === undefined) {
      accepted = this.#acceptsLine(start);
      this.#known.set(start, accepted);
    }
    return accepted;
  }

  #acceptsLine(start: number): boolean {
    this.#scanner.scanLine(start);
    const { table, first, fault } = this.#scanner;
    if (fault !== undefined) return false;
    if (table.length === first) return true;
    const prefix = table.value(first);
    const hasPrefix = table.length > first + 1 && (prefix === "no" || prefix === "default");
    const keyword = hasPrefix ? first + 1 : first;
    const context = this.#sectionAt(start);
    const entry = context === undefined ? undefined : this.#grammar.entry(context, table.value(keyword));
    if (entry === undefined) return false;
    const { layout, problems } = this.#grammar.match(entry, keyword, table.length);
    const args = table.words(keyword + 1, table.length);
    if (problems !== undefined) return false;
    // A name with such a character in it is another name.
    return !layout.parts.some(({ type, first, end }) => isName.test(type) && args.slice(first, end).some(isOdd));
  }

  #sectionAt(offset: number): string | undefined {
    return this.#sections[countWhile(this.#sections, ({ start }) => start < offset) - 1]?.type;
  }
}

const isName = /^(?:ref-|def-|acl-name|condition)/;

function isOdd({ value }: Word): boolean {
  return /[^\0-\x7f]/.test(value);
}
