/** Makes the typed node of a line from its words and the grammar. */
import type { Directive } from "../../ast/haproxy/directive.ts";
import type { RulesetKind, Sentence, Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Entry } from "../../schema/entry.ts";
import type { LanguageTable } from "../../schema/table.ts";
import { textOfWords } from "./inner-text.ts";
import type { LineContent, LineContext } from "./line.ts";
import { LineGrammar, type MatchedLine, unmatched } from "./line-grammar.ts";
import { parsePredicate } from "./predicate-parser.ts";
import type { ProblemList } from "./problems.ts";
import * as lines from "./typed-lines.ts";

/** A statement's line as the tokenizer cut it. */
export type CutLine = Pick<LineContent, "start" | "end" | "prefix" | "keyword" | "args" | "branch" | "faulty">;

type Make = (content: LineContent) => Statement;

const rule =
  (kind: RulesetKind): Make =>
  (content) =>
    new lines.RuleLine(kind, content) as Statement;

/** The kind of line that each keyword makes; every other makes a `Generic`. */
const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["bind", (content) => new lines.BindLine(content)],
  ["server", (content) => new lines.ServerLine(content)],
  ["peer", (content) => new lines.ServerLine(content)],
  ["default-server", (content) => new lines.DefaultServerLine(content)],
  ["server-template", (content) => new lines.ServerTemplateLine(content)],
  ["acl", (content) => new lines.AclLine(content)],
  ["use_backend", (content) => new lines.UseBackendLine(content)],
  ["default_backend", (content) => new lines.DefaultBackendLine(content)],
  ["use-server", (content) => new lines.UseServerLine(content)],
  ["http-request", rule("HttpRequest")],
  ["http-response", rule("HttpResponse")],
  ["http-after-response", rule("HttpAfterResponse")],
  ["tcp-request", rule("TcpRequest")],
  ["tcp-response", rule("TcpResponse")],
  ["quic-initial", rule("QuicInitial")],
  ["redirect", (content) => new lines.RedirectLine(content)],
  ["timeout", (content) => new lines.TimeoutLine(content)],
  ["option", (content) => new lines.OptionLine(content)],
  ["mode", (content) => new lines.ModeLine(content)],
  ["log", (content) => new lines.LogLine(content)],
  ["stats", (content) => new lines.StatsLine(content)],
  ["stick-table", (content) => new lines.StickTableLine(content)],
  ["stick", (content) => new lines.StickRuleLine(content)],
  ["log-format", (content) => new lines.LogFormatLine(content)],
  ["log-format-sd", (content) => new lines.LogFormatLine(content)],
  ["error-log-format", (content) => new lines.LogFormatLine(content)],
  ["unique-id-format", (content) => new lines.LogFormatLine(content)],
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

  constructor(source: string, table: LanguageTable, problems: ProblemList) {
    this.#context = { source, table };
    this.#problems = problems;
    this.#grammar = new LineGrammar(source, table, problems);
  }

  get context(): LineContext {
    return this.#context;
  }

  isKeyword(section: string, keyword: string): boolean {
    return this.#grammar.entry(section, keyword) !== undefined;
  }

  /** How the grammar takes a section's header apart. */
  header(type: string, keyword: Word, args: readonly Word[]): MatchedLine {
    const entry = this.#grammar.entry("section", type);
    return entry === undefined ? unmatched : this.#grammar.match(entry, keyword, args);
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
    const { start, end, prefix, keyword, args, branch, faulty } = line;
    const entry = this.#grammar.entry(section, keyword.value);
    const matched =
      entry === undefined
        ? unmatched
        : this.#grammar.match(prefix?.value === "no" ? negated(entry) : entry, keyword, args);
    const { layout, problems } = matched;
    const sentences =
      layout.parts.length > 0 || !conditional.has(keyword.value) ? matched.sentences : this.#condition(args);
    const content: LineContent = {
      start,
      end,
      prefix,
      keyword,
      args,
      layout,
      sentences,
      problems: faulty ? undefined : problems,
      branch,
      faulty,
      context: this.#context,
    };
    const make = makers.get(keyword.value);
    return make === undefined ? new lines.GenericLine(content) : make(content);
  }

  /** The condition at the end of a line that the grammar says nothing of. */
  #condition(args: readonly Word[]): readonly Sentence[] {
    for (let at = 1; at < args.length; at++) {
      const word = args[at];
      if (word?.value !== "if" && word?.value !== "unless") continue;
      return [{ part: -1, condition: this.#grammar.condition(word, args.slice(at + 1), []) }];
    }
    return unmatched.sentences;
  }
}

const bare: Entry["syntax"] = { kind: "seq", of: [] };

/** `no log` stands alone. */
function negated(entry: Entry): Entry {
  return entry.bare === true ? { ...entry, syntax: bare } : entry;
}
