/** Holds every statement of a haproxy file against the grammar: known here, in this version, with these arguments. */

import { isStatement, type Section } from "../../ast/haproxy/file.ts";
import { keywordOf, type LineLayout } from "../../ast/haproxy/layout.ts";
import type { Argument, ArgumentProblem, Statement } from "../../ast/haproxy/statement.ts";
import { isStatic, type Word } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import type { Entry } from "../../schema/entry.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { isUnusedFormat } from "../haproxy/unused-formats.ts";
import { placeIn } from "../place.ts";
import type { Finding, MakeLineCheck } from "./finding.ts";
import { type DescribedLine, describeProblem } from "./haproxy-problem.ts";
import { ignoredOption, misplaced, opensSection, unknownKeyword } from "./haproxy-unknown.ts";
import { mayHaveNewerWords, olderWords, softened, softenedOn } from "./haproxy-versions.ts";
import { versionFindings } from "./version.ts";

/** Everything about a file's statements that one line and its section decide. */
export const schemaCheck: MakeLineCheck = (document, node, found) => {
  const plain = new Map<string, PlainLines>();
  const mayBeOlder = mayHaveNewerWords(node);
  let lines: PlainLines | undefined;
  return {
    header(section) {
      for (const finding of checkHeader(section, document, node)) found(finding);
      lines = plain.get(section.type) ?? new PlainLines(section, node);
      plain.set(section.type, lines);
    },
    line(statement, section) {
      if (lines?.has(statement) !== true)
        for (const finding of checkStatement(statement, section, document, node)) found(finding);
      if (mayBeOlder) for (const finding of olderWords(statement, document, node)) found(finding);
    },
  };
};

export function* checkHaproxyPreamble(document: HaproxyDocument): Iterable<Finding> {
  for (const item of document.ast.preamble) if (isStatement(item)) yield* checkOutside(item, document);
}

/** The lines of which there is nothing to say in sections of a type. All lines are asked for, so what is found out is kept. */
class PlainLines {
  readonly #section: Section;
  readonly #node: Node;
  readonly #keywords = new Map<string, boolean>();
  readonly #layouts = new Map<LineLayout, boolean>();

  constructor(section: Section, node: Node) {
    this.#section = section;
    this.#node = node;
  }

  has(statement: Statement): boolean {
    if (statement.prefix !== undefined || statement.problems !== undefined) return false;
    return this.#isPlainKeyword(statement.keyword.value) && this.#hasPlainOptions(statement);
  }

  #isPlainKeyword(keyword: string): boolean {
    const known = this.#keywords.get(keyword);
    if (known !== undefined) return known;
    const entry = haproxyTable.find(this.#section.type, keyword);
    const isPlain = entry !== undefined && this.#fitsTarget(entry);
    if (entry !== undefined && isCalled(entry, keyword)) return false;
    // Words that are no keyword may be as many as the lines.
    if (entry?.keyword === keyword) this.#keywords.set(keyword, isPlain);
    return isPlain;
  }

  #hasPlainOptions(statement: Statement): boolean {
    const { layout } = statement;
    const known = this.#layouts.get(layout);
    if (known !== undefined) return known;
    const isPlain = layout.parts.every((part) => {
      const entry = optionEntry(part.type, keywordOf(part));
      if (entry === undefined) return part.entry === undefined;
      return this.#fitsTarget(entry) && ignoredOption(entry, statement, this.#section, this.#node) === undefined;
    });
    this.#layouts.set(layout, isPlain);
    return isPlain;
  }

  #fitsTarget(entry: Entry): boolean {
    const place = { path: "", span: this.#section.keyword };
    return [...versionFindings(entry, place, "haproxy", this.#node.targets.haproxy)].length === 0;
  }
}

/** Before the first section nothing is known but a section. */
function* checkOutside(statement: Statement, document: HaproxyDocument): Iterable<Finding> {
  const { keyword } = statement;
  if (isCapital(keyword) || statement.faulty === true) return;
  if (haproxyTable.contextsOf(keyword.value).length > 0) return; // parse/stray-text says it
  yield unknownKeyword("section", keyword, document);
}

function* checkHeader(section: Section, document: HaproxyDocument, node: Node): Iterable<Finding> {
  const entry = haproxyTable.find("section", section.type);
  if (entry === undefined || section.faulty === true) return;
  const { keyword, type, problems = [] } = section;
  if (keyword.value !== type && !isCapital(keyword)) yield unknownKeyword("section", keyword, document);
  yield* versionFindings(entry, placeIn(document, keyword), "haproxy", node.targets.haproxy);
  for (const problem of problems)
    yield softened(findingFor(problem, section, document), problem, section, node, document);
}

function* checkStatement(
  statement: Statement,
  section: Section,
  document: HaproxyDocument,
  node: Node,
): Iterable<Finding> {
  const { keyword } = statement;
  const entry = haproxyTable.find(section.type, keyword.value);
  if (entry !== undefined && isCalled(entry, keyword.value)) {
    yield unknownKeyword(section.type, keyword, document);
    return;
  }
  if (entry === undefined) {
    if (isCapital(keyword) || !isStatic(keyword)) return;
    const finding = misplaced(section, keyword, document) ?? unknownKeyword(section.type, keyword, document);
    yield unread.has(section.type) ? { ...finding, severity: "warning" } : finding;
    const places = haproxyTable.contextsOf(keyword.value).filter(opensSection);
    const entries = places.flatMap((place) => haproxyTable.find(place, keyword.value) ?? []);
    if (places.length > 0) yield* prefixFindings(statement, entries, document);
    // What haproxy ignores here is known by the problems that its words have.
    for (const problem of statement.problems ?? []) yield findingOn(statement, problem, section, document, node);
    return;
  }
  if (entry.ignored?.includes(section.type) === true) {
    const ignored = misplaced(section, keyword, document);
    if (ignored !== undefined) yield ignored;
  }
  yield* versionFindings(entry, placeIn(document, keyword), "haproxy", node.targets.haproxy);
  yield* prefixFindings(statement, [entry], document);
  for (const argument of statement.arguments) yield* checkOption(argument, statement, section, document, node);
  for (const problem of statement.problems ?? []) {
    const finding = findingOn(statement, problem, section, document, node);
    yield problem.problem === "invalid-syntax" && isUnusedFormat(statement, section.type, node)
      ? { ...finding, severity: "warning" }
      : finding;
  }
}

/** No keyword of a section has parentheses, and the table finds a word with some by what stands before them. */
function isCalled({ keyword }: Entry, word: string): boolean {
  return keyword !== word && word.includes("(");
}

/** Sections where haproxy skips what it does not know (2.6, 3.4). */
const unread: ReadonlySet<string> = new Set(["namespace_list"]);

/** A prefix that none of the keyword's entries has is refused, also where the section ignores the keyword. */
function* prefixFindings(
  { keyword, prefix }: Statement,
  entries: readonly Entry[],
  document: HaproxyDocument,
): Iterable<Finding> {
  if (prefix === undefined) return;
  const written = prefix.value === "no" ? "no" : "default";
  if (entries.some(({ prefixes }) => prefixes.includes(written))) return;
  yield {
    rule: "haproxy/misplaced-keyword",
    place: placeIn(document, prefix),
    message: `${prefix.value} cannot stand before ${keyword.value}`,
  };
}

function findingOn(
  statement: Statement,
  problem: ArgumentProblem,
  section: Section,
  document: HaproxyDocument,
  node: Node,
): Finding {
  const finding = softened(findingFor(problem, statement, document), problem, section, node, document);
  return softenedOn(statement, finding, problem, section);
}

/** What the grammar says of an option, an action or another word of a family, at the place where it stands. */
function* checkOption(
  argument: Argument,
  statement: Statement,
  section: Section,
  document: HaproxyDocument,
  node: Node,
): Iterable<Finding> {
  const option = optionEntry(argument.type, argument.keyword ?? "");
  if (option === undefined) return;
  yield* versionFindings(option, placeIn(document, argument), "haproxy", node.targets.haproxy);
  const ignored = ignoredOption(option, statement, section, node);
  if (ignored !== undefined) yield { ...ignored, place: placeIn(document, argument) };
  const { prefix, keyword } = statement;
  if (prefix === undefined || !argument.type.endsWith("option")) return;
  if (option.prefixes.includes(prefix.value === "no" ? "no" : "default")) return;
  yield {
    rule: "haproxy/misplaced-keyword",
    place: placeIn(document, prefix),
    message: `${prefix.value} cannot stand before ${keyword.value} ${option.keyword}`,
  };
}

/** The grammar's entry of an option, an action or another word of a family. */
function optionEntry(type: string, keyword: string): Entry | undefined {
  return keyword === "" || !type.startsWith("@") ? undefined : haproxyTable.find(type.slice(1), keyword);
}

function findingFor(problem: ArgumentProblem, statement: DescribedLine, document: HaproxyDocument): Finding {
  const { rule, message } = describeProblem(problem, statement, document);
  const place = placeIn(document, problem);
  if (problem.problem !== "unknown-word" || problem.nearest === undefined || problem.start === problem.end) {
    return { rule, place, message };
  }
  return {
    rule,
    place,
    message,
    fix: { title: `Write ${problem.nearest}`, edits: [{ ...place, newText: problem.nearest }] },
  };
}

/** `haproxy/keyword-case` reports section headers in capitals. */
function isCapital({ value }: Word): boolean {
  return !opensSection(value) && opensSection(value.toLowerCase());
}
