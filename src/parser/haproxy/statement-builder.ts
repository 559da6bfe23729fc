/** Makes the typed node of a line from its words and the grammar. */
import type { Branch, Directive } from "../../ast/haproxy/directive.ts";
import type { Argument, ArgumentProblem, Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Entry } from "../../schema/entry.ts";
import type { LanguageTable } from "../../schema/table.ts";
import { textOfWords } from "./inner-text.ts";
import { LineGrammar, type MatchedLine } from "./line-grammar.ts";
import { parsePredicate } from "./predicate-parser.ts";
import type { ProblemList } from "./problems.ts";
import { type Base, complete } from "./typed-statements.ts";

/** A statement's line as the tokenizer cut it. */
export interface StatementLine {
  readonly start: number;
  readonly end: number;
  readonly prefix: Word | undefined;
  readonly keyword: Word;
  readonly args: readonly Word[];
  readonly branch: Branch | undefined;
  /** The program does not take the line apart. */
  readonly faulty: boolean;
}

const noArguments: readonly Argument[] = [];

export class StatementBuilder {
  readonly #source: string;
  readonly #problems: ProblemList;
  readonly #grammar: LineGrammar;

  readonly #parseCondition = (word: Word, words: readonly Word[]) => this.#grammar.condition(word, words, []);

  constructor(source: string, table: LanguageTable, problems: ProblemList) {
    this.#source = source;
    this.#problems = problems;
    this.#grammar = new LineGrammar(source, table, problems);
  }

  isKeyword(section: string, keyword: string): boolean {
    return this.#grammar.entry(section, keyword) !== undefined;
  }

  /** The arguments of a section's header. */
  header(type: string, keyword: Word, args: readonly Word[]): MatchedLine {
    const entry = this.#grammar.entry("section", type);
    return entry === undefined ? { arguments: [], problems: [] } : this.#grammar.match(entry, keyword, args);
  }

  directive(keyword: Word, args: readonly Word[], faulty: boolean): Directive {
    const node = { kind: "Directive", start: keyword.start, end: (args.at(-1) ?? keyword).end, keyword, args } as const;
    if (faulty || (keyword.value !== ".if" && keyword.value !== ".elif")) return node;
    const { predicate, fault } = parsePredicate(textOfWords(this.#source, args, keyword.end));
    if (fault !== undefined && args.every((word) => word.variables === undefined)) {
      this.#problems.add("invalid-predicate", fault, `haproxy cannot read this condition: ${fault.message}`);
    }
    return predicate === undefined ? node : { ...node, predicate };
  }

  statement(section: string, line: StatementLine): Statement {
    const { start, end, prefix, keyword, args, branch, faulty } = line;
    const entry = this.#grammar.entry(section, keyword.value);
    let matched = noArguments;
    let problems: readonly ArgumentProblem[] | undefined;
    if (entry !== undefined) {
      const match = this.#grammar.match(prefix?.value === "no" ? negated(entry) : entry, keyword, args);
      matched = match.arguments;
      if (match.problems.length > 0 && !faulty) problems = match.problems;
    }
    const base: Base = { kind: "Generic", start, end, keyword, args, arguments: matched };
    if (prefix !== undefined) base.prefix = prefix;
    if (problems !== undefined) base.problems = problems;
    if (branch !== undefined) base.branch = branch;
    if (faulty) base.faulty = faulty;
    return complete(base, this.#parseCondition);
  }
}

/** `no log` stands alone. */
function negated(entry: Entry): Entry {
  return entry.bare === true ? { ...entry, syntax: { kind: "seq", of: [] } } : entry;
}
