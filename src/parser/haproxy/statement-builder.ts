/** Makes the typed node of a line from its words and the grammar. */
import type { Branch, Directive } from "../../ast/haproxy/directive.ts";
import type { Argument, ArgumentProblem, RulesetKind, Sentence, Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Entry } from "../../schema/entry.ts";
import { textOfWords } from "./inner-text.ts";
import type { LineContent, LineContext } from "./line.ts";
import { argumentsOf } from "./line-arguments.ts";
import { LineGrammar, unmatched } from "./line-grammar.ts";
import { parsePredicate } from "./predicate-parser.ts";
import type { ProblemList } from "./problems.ts";
import * as lines from "./typed-lines.ts";

/** A statement's line as the tokenizer cut it: indexes in the table of words, `end` behind the last. */
export interface CutLine {
  readonly prefix: number | undefined;
  readonly keyword: number;
  readonly end: number;
  readonly branch: Branch | undefined;
  /** The program does not take the line apart. */
  readonly faulty: boolean;
}

type Make = (content: LineContent) => Statement;

const rule =
  (kind: RulesetKind): Make =>
  (content) =>
    new lines.RuleLine(kind, content) as Statement;

/** The kind of line that each keyword makes; every other makes a `Generic`. */
const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["bind", (content) => new lines.BindLine("Bind", content)],
  ["server", (content) => new lines.ServerLine("Server", content)],
  ["peer", (content) => new lines.ServerLine("Server", content)],
  ["default-server", (content) => new lines.DefaultServerLine("DefaultServer", content)],
  ["server-template", (content) => new lines.ServerTemplateLine("ServerTemplate", content)],
  ["acl", (content) => new lines.AclLine("Acl", content)],
  ["use_backend", (content) => new lines.UseBackendLine("UseBackend", content)],
  ["default_backend", (content) => new lines.DefaultBackendLine("DefaultBackend", content)],
  ["use-server", (content) => new lines.UseServerLine("UseServer", content)],
  ["http-request", rule("HttpRequest")],
  ["http-response", rule("HttpResponse")],
  ["http-after-response", rule("HttpAfterResponse")],
  ["tcp-request", rule("TcpRequest")],
  ["tcp-response", rule("TcpResponse")],
  ["quic-initial", rule("QuicInitial")],
  ["redirect", (content) => new lines.RedirectLine("Redirect", content)],
  ["timeout", (content) => new lines.TimeoutLine("Timeout", content)],
  ["option", (content) => new lines.OptionLine("Option", content)],
  ["mode", (content) => new lines.ModeLine("Mode", content)],
  ["log", (content) => new lines.LogLine("Log", content)],
  ["stats", (content) => new lines.StatsLine("Stats", content)],
  ["stick-table", (content) => new lines.StickTableLine("StickTable", content)],
  ["stick", (content) => new lines.StickRuleLine("StickRule", content)],
  ["log-format", (content) => new lines.LogFormatLine("LogFormat", content)],
  ["log-format-sd", (content) => new lines.LogFormatLine("LogFormat", content)],
  ["error-log-format", (content) => new lines.LogFormatLine("LogFormat", content)],
  ["unique-id-format", (content) => new lines.LogFormatLine("LogFormat", content)],
]);

/** Keywords whose lines may end in a condition, for sections in which the grammar does not know them. */
const conditional: ReadonlySet<string> = new Set([
  "use_backend",
  "use-server",
  "http-request",
  "http-response",
  "http-after-response",
  "tcp-request",
  "tcp-response",
  "quic-initial",
  "redirect",
  "stick",
  "force-persist",
  "ignore-persist",
  "monitor",
]);

export class StatementBuilder {
  readonly #context: LineContext;
  readonly #problems: ProblemList;
  readonly #grammar: LineGrammar;

  constructor(context: LineContext, problems: ProblemList) {
    this.#context = context;
    this.#problems = problems;
    this.#grammar = new LineGrammar(context, problems);
  }

  isKeyword(section: string, keyword: string): boolean {
    return this.#grammar.entry(section, keyword) !== undefined;
  }

  /** The named arguments of a section's header, and what does not fit in it. */
  header(
    type: string,
    keyword: number,
    end: number,
  ): { readonly arguments: readonly Argument[]; readonly problems: readonly ArgumentProblem[] | undefined } {
    const entry = this.#grammar.entry("section", type);
    if (entry === undefined) return { arguments: [], problems: undefined };
    const { layout, sentences, problems } = this.#grammar.match(entry, keyword, end);
    const args = this.#context.words.words(keyword + 1, end);
    return { arguments: argumentsOf(layout, args, sentences, this.#context), problems };
  }

  directive(keyword: Word, args: readonly Word[], faulty: boolean): Directive {
    const node = { kind: "Directive", start: keyword.start, end: (args.at(-1) ?? keyword).end, keyword, args } as const;
    if (faulty || (keyword.value !== ".if" && keyword.value !== ".elif")) return node;
    const { predicate, fault } = parsePredicate(textOfWords(this.#context.source, args, keyword.end));
    if (fault !== undefined && args.every((word) => word.variables === undefined)) {
      this.#problems.add("invalid-predicate", fault, `haproxy cannot read this condition: ${fault.message}`);
    }
    return predicate === undefined ? node : { ...node, predicate };
  }

  statement(section: string, line: CutLine): Statement {
    const { prefix, keyword, end, branch, faulty } = line;
    const { words } = this.#context;
    const value = words.value(keyword);
    const entry = this.#grammar.entry(section, value) ?? this.#grammar.ignoredEntry(section, value);
    const isNegated = prefix !== undefined && words.value(prefix) === "no";
    const matched =
      entry === undefined ? unmatched : this.#grammar.match(isNegated ? negated(entry) : entry, keyword, end);
    const { layout, problems } = matched;
    const isKnown = layout.parts.length > 0 || !conditional.has(value);
    const content: LineContent = {
      prefix: prefix === undefined ? undefined : words.word(prefix),
      keyword: words.word(keyword),
      first: keyword + 1,
      end,
      layout,
      sentences: isKnown ? matched.sentences : this.#condition(keyword + 1, end),
      problems: faulty ? undefined : problems,
      branch,
      faulty,
      context: this.#context,
    };
    const make = makers.get(value);
    return make === undefined ? new lines.GenericLine("Generic", content) : make(content);
  }

  /** The condition at the end of a line that the grammar says nothing of. */
  #condition(first: number, end: number): readonly Sentence[] {
    const { words } = this.#context;
    for (let at = first + 1; at < end; at++) {
      const value = words.value(at);
      if (value !== "if" && value !== "unless") continue;
      const condition = this.#grammar.condition(words.word(at), words.words(at + 1, end), []);
      return [{ part: -1, condition }];
    }
    return unmatched.sentences;
  }
}

const bare: Entry["syntax"] = { kind: "seq", of: [] };

/** `no log` stands alone. */
function negated(entry: Entry): Entry {
  return entry.bare === true ? { ...entry, syntax: bare } : entry;
}
