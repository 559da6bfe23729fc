/** Reads a text in stretches of whole lines. What an editor's server has read stays read, as long as it is the same text at the same place. */
import type { Item, Section } from "../../ast/haproxy/file.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import { FileBuilder } from "./file-builder.ts";
import { HaproxyLinesParser } from "./file-parser.ts";
import { ProblemList } from "./problems.ts";
import { sectionNames } from "./section-names.ts";
import { StatementBuilder } from "./statement-builder.ts";
import { LineTokenizer } from "./tokenize.ts";

interface ReadLines {
  /** What stands before the first header. */
  readonly preamble: readonly Item[];
  readonly sections: readonly Section[];
  readonly problems: readonly SyntaxProblem[];
}

/** Lines that are tokens at the same time; bounds what a large file needs in memory. */
const chunkOfLines = 200;

/** The same object stands for the same lines at the same place. */
const known = new WeakMap<Span, ReadLines>();

let parser: HaproxyLinesParser | undefined;

export function readStretches(text: string, stretches: readonly Span[]): ReadLines & { problems: SyntaxProblem[] } {
  const reading = new Reading(text);
  const parts = stretches.map((stretch) => reading.read(stretch));
  return {
    preamble: parts.flatMap(({ preamble }) => preamble),
    sections: parts.flatMap(({ sections }) => sections),
    problems: [...parts.flatMap(({ problems }) => problems), ...reading.finish()],
  };
}

/** One walk over a text. */
class Reading {
  readonly #problems = new ProblemList();
  readonly #tokenizer: LineTokenizer;
  readonly #builder: FileBuilder;

  constructor(text: string) {
    const names = sectionNames();
    this.#tokenizer = new LineTokenizer(text, (name) => names.has(name), this.#problems);
    const { words, faulty } = this.#tokenizer;
    const statements = new StatementBuilder({ source: text, table: haproxyTable, words }, this.#problems);
    this.#builder = new FileBuilder(text, statements, words, faulty, this.#problems);
  }

  /** The lines of a stretch, as they were read before where no `.if` reaches into it. */
  read(stretch: Span): ReadLines {
    const isFree = !this.#builder.isInBranch;
    const before = isFree ? known.get(stretch) : undefined;
    if (before !== undefined) return before;
    parser ??= new HaproxyLinesParser();
    const tokenizer = this.#tokenizer;
    tokenizer.enter(stretch);
    while (!tokenizer.done) parser.read(tokenizer.take(chunkOfLines), this.#builder);
    const lines = { ...this.#builder.take(), problems: this.#problems.take() };
    if (isFree && !this.#builder.isInBranch) known.set(stretch, lines);
    return lines;
  }

  /** What can only be said at the end of the text. */
  finish(): readonly SyntaxProblem[] {
    this.#builder.finish();
    return this.#problems.take();
  }
}
