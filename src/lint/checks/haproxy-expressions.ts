/** The expressions, conditions, ACL tests and log-formats of a haproxy file: keywords, arguments, types, places. */
import type { AclTest, Condition } from "../../ast/haproxy/expression.ts";
import type { Section } from "../../ast/haproxy/file.ts";
import type { Argument, Statement } from "../../ast/haproxy/statement.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { statementsIn } from "../../model/haproxy/by-kind.ts";
import type { Proxy } from "../../model/haproxy/config.ts";
import { deciding, type InForce, lineage } from "../../model/haproxy/inheritance.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { checkAclTest } from "../../schema/haproxy-expression/acl-test.ts";
import { checkExpression, type ExpressionScope } from "../../schema/haproxy-expression/expression.ts";
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
      if (found !== undefined && !(keyword === "log-format" && isReplaced(found, proxy))) used.add(found.statement);
    }
  }
  return used;
}
const formatsOfAll = ["error-log-format", "unique-id-format"];

/** `option httplog` and its kin set the same format: what stands later, or nearer to the proxy, decides. */
function isReplaced(format: InForce, proxy: Proxy): boolean {
  const option = deciding(proxy, "Option", ({ name }) => logOptions.has(name?.value ?? ""));
  if (option === undefined) return false;
  if (option.proxy === format.proxy) return option.statement.start > format.statement.start;
  return lineage(proxy).indexOf(option.proxy) < lineage(proxy).indexOf(format.proxy);
}
const logOptions: ReadonlySet<string> = new Set(["httplog", "tcplog", "httpslog"]);

class SectionCheck {
  readonly #section: Section;
  readonly #scope: ExpressionScope;
  readonly #sides: Sides | undefined;
  /** For each ACL of the section the places in which one of its tests has a value. */
  readonly #acls = new Map<string, Places>();

  readonly #formats: ReadonlySet<Statement> | undefined;

  constructor(section: Section, node: Node, formats: ReadonlySet<Statement> | undefined) {
    this.#section = section;
    this.#formats = formats;
    this.#sides = sidesOf(section.type);
    this.#scope = { table: haproxyTable, target: node.targets.haproxy, own: this.#sides };
  }

  *run(document: HaproxyDocument): Iterable<Finding> {
    for (const item of statementsIn(this.#section)) {
      if (item.faulty === true) continue;
      for (const argument of item.arguments) {
        if (!isJudged(argument)) continue;
        for (const problem of this.#argument(item, argument)) yield findingOf(problem, document);
      }
    }
  }

  *#argument(statement: Statement, argument: Argument): Iterable<ExpressionProblem> {
    const { expression, format, condition, test } = argument;
    if (expression !== undefined) {
      const places = placesOfArgument(statement, argument, this.#sides);
      yield* checkExpression(expression, { ...this.#scope, places }).problems;
    }
    if (format !== undefined && !this.#isUnused(statement)) {
      const places = placesOfArgument(statement, argument, this.#sides);
      yield* checkLogFormat(format, { ...this.#scope, places });
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
    const { problems, fetch } = checkAclTest(test, this.#scope);
    yield* problems;
    if (name === undefined) return;
    const known = this.#acls.get(name);
    const places = fetch?.where === undefined ? everywhere : placesOf(fetch.where);
    this.#acls.set(name, known === undefined ? places : new Set([...known, ...places]));
  }

  *#condition(statement: Statement, condition: Condition): Iterable<ExpressionProblem> {
    const places = placesOfCondition(statement, this.#sides);
    for (const term of condition.alternatives.flat()) {
      if (term.kind === "AclReference") {
        const where = this.#acls.get(term.name.value);
        if (where !== undefined) yield* wrongPlace(term, `The ACL "${term.name.value}"`, where, places);
        continue;
      }
      const { problems, fetch } = checkAclTest(term.test, this.#scope);
      yield* problems;
      if (fetch?.where === undefined) continue;
      yield* wrongPlace(term.test.criterion, `The test "${fetch.keyword}"`, placesOf(fetch.where), places);
    }
  }
}

function isJudged({ expression, format, condition, test }: Argument): boolean {
  return expression !== undefined || format !== undefined || condition !== undefined || test !== undefined;
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
