/** Holds a line's words against the grammar: named arguments with their small languages parsed, and what does not fit. */
import type { Argument, ArgumentProblem } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { callPattern, splitCall } from "../../schema/call.ts";
import type { Entry } from "../../schema/entry.ts";
import { type Binding, type Match, matchWords } from "../../schema/match.ts";
import type { LanguageTable } from "../../schema/table.ts";
import type { Span } from "../../text/span.ts";
import { parseAclTest, parseCondition } from "./condition-parser.ts";
import { parseExpression } from "./expression-parser.ts";
import type { Fault } from "./fault.ts";
import { textOfWord } from "./inner-text.ts";
import { parseLogFormat } from "./log-format-parser.ts";
import type { ProblemList } from "./problems.ts";
import type { Draft } from "./typed-statements.ts";

export interface MatchedLine {
  readonly arguments: readonly Argument[];
  readonly problems: readonly ArgumentProblem[];
}

/** Types whose words are sentences of a small language. */
const languages: ReadonlySet<string> = new Set(["condition", "acl-test", "expression", "log-format"]);

/** `use_backend` and `use-server` take a log-format where a name stands. */
function isChosenAtRunTime(type: string, text: string): boolean {
  return (type === "ref-backend" || type === "ref-server") && text.includes("%");
}

const nothing: MatchedLine = { arguments: [], problems: [] };

export class LineGrammar {
  readonly #source: string;
  readonly #table: LanguageTable;
  readonly #problems: ProblemList;

  constructor(source: string, table: LanguageTable, problems: ProblemList) {
    this.#source = source;
    this.#table = table;
    this.#problems = problems;
  }

  entry(context: string, keyword: string): Entry | undefined {
    return this.#table.find(context, keyword);
  }

  match(entry: Entry, keyword: Word, words: readonly Word[]): MatchedLine {
    if (entry.syntax === null) return nothing;
    const match = matchWords(entry, words, { table: this.#table });
    const found: Argument[] = [];
    const problems: ArgumentProblem[] = match.problems.length === 0 ? [] : this.#placed(match, keyword, words);
    for (const binding of match.bindings) this.#argument(binding, words, found, problems);
    // A list that was pushed to keeps room for more; there is one for each line.
    return { arguments: found.slice(), problems };
  }

  #argument(binding: Binding, words: readonly Word[], found: Argument[], problems: ArgumentProblem[]): void {
    const { label, type, first, end, part, value, entry } = binding;
    const word = words[first];
    if (word === undefined) return;
    const last = words[end - 1] ?? word;
    const place = part === undefined ? { start: word.start, end: last.end } : this.#inside(word, part);
    const text = part === undefined ? word.value : word.value.slice(part.start, part.end);
    const argument = draftOf(place, label, type, first, end, text, value, entry);
    const problemsBefore = problems.length;
    found.push(argument);
    if (part === undefined && (languages.has(type) || isChosenAtRunTime(type, text)))
      this.#parseLanguage(argument, words.slice(first, end), problems);
    if (entry?.call !== undefined && problems.length === problemsBefore) this.#callArguments(entry, word, first, found);
  }

  /** What stands in the parentheses of an action's word. */
  #callArguments(entry: Entry, word: Word, index: number, found: Argument[]): void {
    const { args } = splitCall(word.value);
    if (args === undefined || entry.call === undefined) return;
    const match = matchWords(callPattern(entry.call), args, { table: this.#table });
    for (const { label, type, first, part, value } of match.bindings) {
      const given = args[first];
      if (given === undefined) continue;
      const start = given.start + (part?.start ?? 0);
      const end = part === undefined ? given.end : given.start + part.end;
      const text = word.value.slice(start, end);
      found.push({
        label,
        type,
        ...this.#inside(word, { start, end }),
        firstWord: index,
        endWord: index + 1,
        text,
        ...(value === undefined || value === text ? {} : { value }),
      });
    }
  }

  #parseLanguage(argument: Draft<Argument>, words: readonly Word[], problems: ArgumentProblem[]): void {
    const [word] = words;
    if (word === undefined) return;
    if (argument.type === "condition") argument.condition = this.condition(word, words.slice(1), problems);
    else if (argument.type === "acl-test") {
      const { test, fault } = parseAclTest(this.#source, words);
      this.#report(fault, problems);
      if (test !== undefined) argument.test = test;
    } else if (argument.type === "expression") this.#expression(argument, words, problems);
    else {
      const { format, fault } = parseLogFormat(textOfWord(this.#source, word));
      if (word.variables === undefined) this.#report(fault, problems);
      argument.format = format;
    }
  }

  condition(keyword: Word, words: readonly Word[], problems: ArgumentProblem[]) {
    const { condition, fault } = parseCondition(this.#source, keyword, words);
    if (fault?.unclosedBrace === true) this.#problems.add("unbalanced-brace", fault, capitalized(fault.message));
    else this.#report(fault, problems);
    return condition;
  }

  /** An expression and the converters that stand in words of their own behind it. */
  #expression(argument: Draft<Argument>, words: readonly Word[], problems: ArgumentProblem[]): void {
    const [word, ...more] = words;
    if (word === undefined) return;
    const { expression, fault } = parseExpression(textOfWord(this.#source, word));
    if (word.variables === undefined) this.#report(fault, problems);
    if (expression === undefined) return;
    const converters = [...expression.converters];
    for (const other of more) {
      const { expression: continued, fault: later } = parseExpression(textOfWord(this.#source, other));
      this.#report(later, problems);
      if (continued !== undefined) converters.push(continued.fetch, ...continued.converters);
    }
    const end = converters.at(-1)?.end ?? expression.end;
    argument.expression = more.length === 0 ? expression : { ...expression, end, converters };
  }

  #report(fault: Fault | undefined, problems: ArgumentProblem[]): void {
    if (fault === undefined) return;
    const { start, end, message } = fault;
    problems.push({ problem: "invalid-syntax", start, end, expected: [], reason: message });
  }

  #placed(match: Match, keyword: Word, words: readonly Word[]): ArgumentProblem[] {
    return match.problems.map(({ problem, at, part, expected, reason, nearest }) => ({
      problem,
      ...this.#place(at, part, keyword, words),
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
    return part === undefined ? { start: word.start, end: word.end } : this.#inside(word, part);
  }

  #inside(word: Word, { start, end }: Span): Span {
    const inner = textOfWord(this.#source, word);
    return { start: inner.at(start), end: inner.at(end) };
  }
}

/** An argument with no more room than its fields need. */
function draftOf(
  { start, end }: Span,
  label: string,
  type: string,
  firstWord: number,
  endWord: number,
  text: string,
  value: unknown,
  entry: Entry | undefined,
): Draft<Argument> {
  if (entry !== undefined) return { label, type, start, end, firstWord, endWord, text, keyword: entry.keyword };
  if (value === undefined || value === text) return { label, type, start, end, firstWord, endWord, text };
  return { label, type, start, end, firstWord, endWord, text, value };
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
