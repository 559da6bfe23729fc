/** Holds a line's words against the grammar: how they are taken apart, what the small languages in them say, what does not fit. */
import type { SampleExpression } from "../../ast/haproxy/expression.ts";
import { ofLayout } from "../../ast/haproxy/layout.ts";
import type { ArgumentProblem, Sentence } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Entry } from "../../schema/entry.ts";
import { emptyLayout, type Layout } from "../../schema/layout.ts";
import { type Match, matchWords } from "../../schema/match.ts";
import type { LanguageTable } from "../../schema/table.ts";
import { trimmedList } from "../../text/lists.ts";
import type { Span } from "../../text/span.ts";
import { parseAclTest, parseCondition } from "./condition-parser.ts";
import { continuedExpression, parseExpression } from "./expression-parser.ts";
import type { Fault } from "./fault.ts";
import { textOfWord } from "./inner-text.ts";
import type { LineContext } from "./line.ts";
import { spanInside } from "./line-arguments.ts";
import { parseLogFormat } from "./log-format-parser.ts";
import type { ProblemList } from "./problems.ts";
import type { WordTable } from "./word-table.ts";

export interface MatchedLine {
  readonly layout: Layout;
  readonly sentences: readonly Sentence[];
  /** Absent where all fits. */
  readonly problems?: readonly ArgumentProblem[];
}

/** Types whose words are sentences of a small language. */
const languages: ReadonlySet<string> = new Set(["condition", "acl-test", "expression", "converters", "log-format"]);

/** `use_backend` and `use-server` take a log-format where a name stands. */
const names: ReadonlySet<string> = new Set(["ref-backend", "ref-server"]);

const proxies: ReadonlySet<string> = new Set(["frontend", "backend", "listen"]);
/** What haproxy does not read where it ignores it (2.6, 3.4). */
const passedOver: ReadonlySet<string> = new Set(["stick", "http-send-name-header"]);

const nothingSaid: readonly Sentence[] = [];
/** Of a line that the grammar knows nothing of. */
export const unmatched: MatchedLine = { layout: emptyLayout, sentences: nothingSaid };

/** A line without a sentence and without a problem; all lines of a layout share it. */
const silent = ofLayout((layout: Layout): MatchedLine => ({ layout, sentences: nothingSaid }));

/** The parts of a layout that hold a small language, or may. */
const spokenParts = ofLayout(({ parts }: Layout) =>
  parts.flatMap(({ type, part }, at) => (part === undefined && (languages.has(type) || names.has(type)) ? [at] : [])),
);

export class LineGrammar {
  readonly #source: string;
  readonly #table: LanguageTable;
  readonly #words: WordTable;
  readonly #problems: ProblemList;

  constructor({ source, table, words }: LineContext, problems: ProblemList) {
    this.#source = source;
    this.#table = table;
    this.#words = words;
    this.#problems = problems;
  }

  entry(context: string, keyword: string): Entry | undefined {
    return this.#table.find(context, keyword);
  }

  /** The entry of a keyword that haproxy ignores in a section, and reads all the same. */
  ignoredEntry(section: string, keyword: string): Entry | undefined {
    if (passedOver.has(keyword)) return undefined;
    for (const context of this.#table.contextsOf(keyword)) {
      const entry = proxies.has(context) ? this.#table.find(context, keyword) : undefined;
      if (entry?.ignored?.includes(section) === true) return entry;
    }
    return undefined;
  }

  /** The words behind a keyword, up to an index; both are indexes in the table of words. */
  match(entry: Entry, keyword: number, end: number): MatchedLine {
    if (entry.syntax === null) return unmatched;
    const first = keyword + 1;
    const match = matchWords(entry, this.#words.forMatching(first, end), { table: this.#table });
    const { layout } = match;
    const parts = spokenParts(layout);
    if (parts.length === 0 && match.problems.length === 0) return silent(layout);
    const problems = match.problems.length === 0 ? [] : this.#placed(match, keyword, end);
    const found: Sentence[] = [];
    for (const at of parts) {
      const sentence = this.#sentence(layout, at, first, problems);
      if (sentence !== undefined) found.push(sentence);
    }
    const sentences = trimmedList(found);
    return problems.length === 0 ? { layout, sentences } : { layout, sentences, problems };
  }

  /** What a part says; `first` is the index of the line's first argument in the table of words. */
  #sentence(layout: Layout, at: number, first: number, problems: ArgumentProblem[]): Sentence | undefined {
    const part = layout.parts[at];
    if (part === undefined) return undefined;
    const words = this.#words;
    const from = first + part.first;
    const to = first + part.end;
    switch (part.type) {
      case "condition":
        return { part: at, condition: this.condition(words.word(from), words.words(from + 1, to), problems) };
      case "acl-test": {
        const { test, fault } = parseAclTest(this.#source, words.words(from, to));
        this.#report(fault, problems);
        return test && { part: at, test };
      }
      case "expression": {
        const expression = this.#expression(words.words(from, to), problems);
        return expression && { part: at, expression };
      }
      case "converters": {
        // The program reads them when a backend uses them, and so does who looks at that backend.
        const inner = textOfWord(this.#source, words.word(from));
        const commas = inner.text.search(/[^,]|$/);
        if (commas === inner.text.length) return { part: at, converters: [] };
        const { expression, fault } = parseExpression(inner, commas);
        if (expression === undefined || fault !== undefined) return undefined;
        return { part: at, converters: [expression.fetch, ...expression.converters] };
      }
      default: {
        if (names.has(part.type) && !words.value(from).includes("%")) return undefined;
        const word = words.word(from);
        const { format, fault } = parseLogFormat(textOfWord(this.#source, word));
        if (word.variables === undefined) this.#report(fault, problems);
        return { part: at, format };
      }
    }
  }

  condition(keyword: Word, words: readonly Word[], problems: ArgumentProblem[]) {
    const { condition, fault } = parseCondition(this.#source, keyword, words);
    if (fault?.unclosedBrace === true) this.#problems.add("unbalanced-brace", fault, capitalized(fault.message));
    else this.#report(fault, problems);
    return condition;
  }

  /** An expression and the converters that stand in words of their own behind it. */
  #expression(words: readonly Word[], problems: ArgumentProblem[]): SampleExpression | undefined {
    const [word, ...more] = words;
    if (word === undefined) return undefined;
    const { expression, fault } = parseExpression(textOfWord(this.#source, word));
    if (word.variables === undefined) this.#report(fault, problems);
    if (expression === undefined || more.length === 0) return expression;
    const continued = continuedExpression(this.#source, expression, more);
    for (const later of continued.faults) this.#report(later, problems);
    return continued.expression;
  }

  #report(fault: Fault | undefined, problems: ArgumentProblem[]): void {
    if (fault === undefined) return;
    const { start, end, message } = fault;
    problems.push({ problem: "invalid-syntax", start, end, expected: [], reason: message });
  }

  #placed(match: Match, at: number, lineEnd: number): ArgumentProblem[] {
    const keyword = this.#words.word(at);
    const words = this.#words.words(at + 1, lineEnd);
    return match.problems.map(({ problem, at: word, part, expected, reason, nearest }) => ({
      problem,
      ...this.#place(word, part, keyword, words),
      expected,
      ...(reason === undefined ? {} : { reason }),
      ...(nearest === undefined ? {} : { nearest }),
    }));
  }

  #place(at: number, part: Span | undefined, keyword: Word, words: readonly Word[]): Span {
    const word = words[at];
    if (word === undefined) {
      const { end } = words.at(-1) ?? keyword;
      return { start: keyword.start, end };
    }
    return part === undefined ? { start: word.start, end: word.end } : spanInside(this.#source, word, part);
  }
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
