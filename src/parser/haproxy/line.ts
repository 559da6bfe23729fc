/**
 * A line of meaning as the parser leaves it: its words, how the grammar takes them apart, what the small languages in them
 * mean. The rest is made from these when it is asked for: there are as many lines as the file is long, and most are asked little.
 */
import type { Branch } from "../../ast/haproxy/directive.ts";
import type { Argument, ArgumentProblem, Sentence, StatementBase, StatementKind } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Layout } from "../../schema/layout.ts";
import type { LanguageTable } from "../../schema/table.ts";
import { argumentsOf } from "./line-arguments.ts";
import type { WordTable } from "./word-table.ts";

/** What all lines of a file share. */
export interface LineContext {
  readonly source: string;
  readonly table: LanguageTable;
  readonly words: WordTable;
}

export interface LineContent {
  readonly prefix: Word | undefined;
  readonly keyword: Word;
  /** Indexes of the first argument and behind the last, in the table of words. */
  readonly first: number;
  readonly end: number;
  readonly layout: Layout;
  readonly sentences: readonly Sentence[];
  readonly problems: readonly ArgumentProblem[] | undefined;
  readonly branch: Branch | undefined;
  readonly faulty: boolean;
  readonly context: LineContext;
}

export abstract class Line implements StatementBase {
  readonly kind: StatementKind;
  readonly start: number;
  readonly end: number;
  readonly prefix: Word | undefined;
  readonly keyword: Word;
  readonly layout: Layout;
  readonly problems: readonly ArgumentProblem[] | undefined;
  readonly branch: Branch | undefined;
  readonly faulty: true | undefined;
  readonly sentences: readonly Sentence[];
  readonly #context: LineContext;
  readonly #first: number;
  readonly #end: number;
  #args: readonly Word[] | undefined;

  constructor(kind: StatementKind, content: LineContent) {
    this.kind = kind;
    const { prefix, keyword, first, end, context } = content;
    this.start = (prefix ?? keyword).start;
    this.end = end === first ? keyword.end : context.words.end(end - 1);
    this.prefix = prefix;
    this.keyword = keyword;
    this.layout = content.layout;
    this.problems = content.problems;
    this.branch = content.branch;
    this.faulty = content.faulty ? true : undefined;
    this.sentences = content.sentences;
    this.#context = context;
    this.#first = first;
    this.#end = end;
  }

  get args(): readonly Word[] {
    this.#args ??= this.#context.words.words(this.#first, this.#end);
    return this.#args;
  }

  /** One of the arguments, without the others. */
  arg(at: number): Word | undefined {
    if (this.#args !== undefined) return this.#args[at];
    return this.#first + at < this.#end ? this.#context.words.word(this.#first + at) : undefined;
  }

  get arguments(): readonly Argument[] {
    return argumentsOf(this.layout, this.args, this.sentences, this.#context);
  }

  protected get source(): string {
    return this.#context.source;
  }

  /** What the first words of a small language say. */
  protected sentence<Kind extends Exclude<keyof Sentence, "part">>(kind: Kind): Sentence[Kind] | undefined {
    for (const one of this.sentences) if (one[kind] !== undefined) return one[kind];
    return undefined;
  }

  /** The names of the parts that a kind of line has beside those of every line. */
  static readonly parts: readonly string[] = [];

  /** The node as data, with all that is made on demand. */
  toJSON(): object {
    const names = ["kind", "start", "end", "prefix", "keyword", "args", "arguments", "problems", "branch", "faulty"];
    const all = [...names, ...(this.constructor as typeof Line).parts];
    const values = this as unknown as Readonly<Record<string, unknown>>;
    return Object.fromEntries(all.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  }
}
