/** Holds every statement of a haproxy file against the grammar: known here, in this version, with these arguments. */

import { isStatement, type Section } from "../../ast/haproxy/file.ts";
import type { Argument, ArgumentProblem, Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { statementsIn } from "../../model/haproxy/by-kind.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { notableEntry } from "../haproxy/notable.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";
import { type DescribedLine, describeProblem } from "./haproxy-problem.ts";
import { ignoredOption, misplaced, opensSection, unknownKeyword } from "./haproxy-unknown.ts";
import { olderWords, softened } from "./haproxy-versions.ts";
import { versionFindings } from "./version.ts";

/** Everything about a file's statements that one line and its section decide. */
export function* checkHaproxySchema(document: HaproxyDocument, node: Node): Iterable<Finding> {
  const { preamble, sections } = document.ast;
  for (const item of preamble) if (isStatement(item)) yield* checkOutside(item, document);
  for (const section of sections) {
    yield* checkHeader(section, document, node);
    for (const statement of statementsIn(section)) {
      if (statement.faulty === true) continue;
      if (!isPlain(statement, section)) yield* checkStatement(statement, section, document, node);
      yield* olderWords(statement, document, node);
    }
  }
}

/** Whether there is nothing to say of a line. It is asked of all lines, so it has to be quick. */
function isPlain({ keyword, prefix, problems, arguments: named }: Statement, section: Section): boolean {
  if (prefix !== undefined || problems !== undefined) return false;
  if (notableEntry(section.type, keyword.value) !== "plain") return false;
  for (const argument of named) {
    if (argument.keyword !== undefined && notableEntry(argument.type, argument.keyword) !== "plain") return false;
  }
  return true;
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
  for (const problem of problems) yield softened(findingFor(problem, section, document), problem, section, node);
}

function* checkStatement(
  statement: Statement,
  section: Section,
  document: HaproxyDocument,
  node: Node,
): Iterable<Finding> {
  const { keyword, prefix } = statement;
  const entry = haproxyTable.find(section.type, keyword.value);
  if (entry === undefined) {
    if (!isCapital(keyword))
      yield misplaced(section, keyword, document) ?? unknownKeyword(section.type, keyword, document);
    return;
  }
  if (entry.ignored?.includes(section.type) === true) {
    const ignored = misplaced(section, keyword, document);
    if (ignored !== undefined) yield ignored;
  }
  yield* versionFindings(entry, placeIn(document, keyword), "haproxy", node.targets.haproxy);
  if (prefix !== undefined && !entry.prefixes.includes(prefix.value === "no" ? "no" : "default")) {
    yield {
      rule: "haproxy/misplaced-keyword",
      place: placeIn(document, prefix),
      message: `${prefix.value} cannot stand before ${keyword.value}`,
    };
  }
  for (const argument of statement.arguments) yield* checkOption(argument, statement, section, document, node);
  for (const problem of statement.problems ?? [])
    yield softened(findingFor(problem, statement, document), problem, section, node);
}

/** What the grammar says of an option, an action or another word of a family, at the place where it stands. */
function* checkOption(
  argument: Argument,
  statement: Statement,
  section: Section,
  document: HaproxyDocument,
  node: Node,
): Iterable<Finding> {
  const option = optionEntry(argument);
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
function optionEntry({ type, keyword }: Argument) {
  return keyword === undefined || !type.startsWith("@") ? undefined : haproxyTable.find(type.slice(1), keyword);
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
    fix: { title: `write ${problem.nearest}`, edits: [{ ...place, newText: problem.nearest }] },
  };
}

/** `haproxy/keyword-case` reports section headers in capitals. */
function isCapital({ value }: Word): boolean {
  return !opensSection(value) && opensSection(value.toLowerCase());
}
