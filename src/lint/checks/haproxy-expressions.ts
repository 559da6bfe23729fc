/** The expressions, conditions, ACL tests and log-formats of a haproxy file: keywords, arguments, types, places. */
import type { AclTest, Condition } from "../../ast/haproxy/expression.ts";
import type { Section } from "../../ast/haproxy/file.ts";
import type { Argument, Statement } from "../../ast/haproxy/statement.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { deciding } from "../../model/haproxy/inheritance.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { checkAclTest } from "../../schema/haproxy-expression/acl-test.ts";
import { checkExpression } from "../../schema/haproxy-expression/expression.ts";
import { checkLogFormat } from "../../schema/haproxy-expression/log-format.ts";
import { meets, momentOf, type Places, placesOf } from "../../schema/haproxy-expression/places.ts";
import type { ExpressionProblem } from "../../schema/haproxy-expression/problem.ts";
import { placesOfArgument, placesOfCondition, type Sides, sidesOf } from "../haproxy/expression-places.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";

export function* checkHaproxyExpressions(document: HaproxyDocument, node: Node): Iterable<Finding> {
  const formats = usedFormats(node);
  for (const section of document.ast.sections) yield* new SectionCheck(section, node, formats).run(document);
}

/** The log-format statements that some proxy uses. Frontends alone have a log line; the other formats are for all. */
function usedFormats({ haproxy }: Node): ReadonlySet<Statement> | undefined {
  if (haproxy === undefined) return undefined;
  const used = new Set<Statement>();
  for (const proxy of haproxy.proxies) {
    if (proxy.type === "defaults") continue;
    const keywords = proxy.type === "backend" ? formatsOfAll : [...formatsOfAll, "log-format", "log-format-sd"];
    for (const keyword of keywords) {
      const found = deciding(proxy, "LogFormat", (statement) => statement.keyword.value === keyword);
      if (found !== undefined) used.add(found.statement);
    }
  }
  return used;
}
const formatsOfAll = ["error-log-format", "unique-id-format"];

class SectionCheck {
  readonly #section: Section;
  readonly #target: string | undefined;
  readonly #sides: Sides | undefined;
  /** For each ACL of the section the places in which one of its tests has a value. */
  readonly #acls = new Map<string, Set<string>>();

  readonly #formats: ReadonlySet<Statement> | undefined;

  constructor(section: Section, node: Node, formats: ReadonlySet<Statement> | undefined) {
    this.#section = section;
    this.#formats = formats;
    this.#target = node.targets.haproxy;
    this.#sides = sidesOf(section.type);
  }

  *run(document: HaproxyDocument): Iterable<Finding> {
    for (const item of this.#section.body) {
      if (item.kind === "Comment" || item.kind === "Bad" || item.kind === "Directive" || item.faulty === true) continue;
      for (const problem of this.#statement(item)) yield findingOf(problem, document);
    }
  }

  *#statement(statement: Statement): Iterable<ExpressionProblem> {
    for (const argument of statement.arguments) yield* this.#argument(statement, argument);
  }

  *#argument(statement: Statement, argument: Argument): Iterable<ExpressionProblem> {
    const { expression, format, condition, test } = argument;
    if (expression !== undefined) {
      const places = placesOfArgument(statement, argument, this.#sides);
      yield* checkExpression(expression, { table: haproxyTable, target: this.#target, own: this.#sides, places })
        .problems;
    }
    if (format !== undefined && !this.#isUnused(statement)) {
      const places = placesOfArgument(statement, argument, this.#sides);
      yield* checkLogFormat(format, { table: haproxyTable, target: this.#target, own: this.#sides, places });
    }
    if (condition !== undefined) yield* this.#condition(statement, condition);
    if (test !== undefined) yield* this.#test(test, statement.kind === "Acl" ? statement.name?.value : undefined);
  }

  /** The program compiles a proxy's formats when it has read all: those that a later line or section replaced, never. */
  #isUnused(statement: Statement): boolean {
    if (statement.kind !== "LogFormat" || this.#sides === undefined) return false;
    return this.#formats !== undefined && !this.#formats.has(statement);
  }

  *#test(test: AclTest, name: string | undefined): Iterable<ExpressionProblem> {
    const { problems, fetch } = checkAclTest(test, { table: haproxyTable, target: this.#target, own: this.#sides });
    yield* problems;
    if (name === undefined) return;
    const known = this.#acls.get(name) ?? new Set<string>();
    for (const place of fetch?.where === undefined ? everywhere : placesOf(fetch.where)) known.add(place);
    this.#acls.set(name, known);
  }

  *#condition(statement: Statement, condition: Condition): Iterable<ExpressionProblem> {
    const places = placesOfCondition(statement, this.#sides);
    for (const term of condition.alternatives.flat()) {
      if (term.kind === "AclReference") {
        const where = this.#acls.get(term.name.value);
        if (where !== undefined) yield* wrongPlace(term, `The ACL "${term.name.value}"`, where, places);
        continue;
      }
      const { problems, fetch } = checkAclTest(term.test, {
        table: haproxyTable,
        target: this.#target,
        own: this.#sides,
      });
      yield* problems;
      if (fetch?.where === undefined) continue;
      yield* wrongPlace(term.test.criterion, `The test "${fetch.keyword}"`, placesOf(fetch.where), places);
    }
  }
}

const everywhere = placesOf("a-v");

function* wrongPlace(
  { start, end }: { readonly start: number; readonly end: number },
  what: string,
  where: Places,
  places: Places | undefined,
): Iterable<ExpressionProblem> {
  if (places === undefined || meets(where, places)) return;
  const message = `${what} never matches here: it has no value ${momentOf(places)}`;
  yield { rule: "fetch-in-wrong-place", severity: "warning", start, end, message };
}

function findingOf(
  { rule, severity, message, instead, start, end }: ExpressionProblem,
  document: HaproxyDocument,
): Finding {
  const place = placeIn(document, { start, end });
  return {
    rule: `haproxy/${rule}`,
    place,
    message,
    ...(severity === undefined ? {} : { severity }),
    ...(instead === undefined ? {} : { fix: { title: `write ${instead}`, edits: [{ ...place, newText: instead }] } }),
  };
}
