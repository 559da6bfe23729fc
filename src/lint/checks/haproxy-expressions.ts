/** The expressions, conditions, ACL tests and log-formats of a haproxy file: keywords, arguments, types, places. */
import type { AclTest, Condition, ConditionTerm } from "../../ast/haproxy/expression.ts";
import type { Sentence, Statement } from "../../ast/haproxy/statement.ts";
import { haveVariableIn, isStatic } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { checkAclTest } from "../../schema/haproxy-expression/acl-test.ts";
import { checkExpression, type ExpressionScope } from "../../schema/haproxy-expression/expression.ts";
import { checkLogFormat } from "../../schema/haproxy-expression/log-format.ts";
import { meets, momentOf, type Places, placesOf } from "../../schema/haproxy-expression/places.ts";
import type { ExpressionProblem } from "../../schema/haproxy-expression/problem.ts";
import {
  placesOfCondition,
  placesOfExpression,
  placesOfFormat,
  type Sides,
  sidesOf,
} from "../haproxy/expression-places.ts";
import { isUnusedFormat } from "../haproxy/unused-formats.ts";
import { placeIn } from "../place.ts";
import type { Finding, MakeLineCheck } from "./finding.ts";

export const expressionsCheck: MakeLineCheck = (document, node, found) => {
  const scopes = new Map<string, ExpressionScope>();
  let check: SectionCheck | undefined;
  return {
    header({ type }) {
      const scope = scopes.get(type) ?? { table: haproxyTable, target: node.targets.haproxy, own: sidesOf(type) };
      scopes.set(type, scope);
      check = new SectionCheck(scope, type, node, (problem) => found(findingOf(problem, document)));
    },
    line: (statement) => check?.line(statement),
  };
};

class SectionCheck {
  readonly #scope: ExpressionScope;
  readonly #sides: Sides | undefined;
  /** For each ACL of the section the places in which one of its tests has a value. */
  readonly #acls = new Map<string, Places>();
  readonly #type: string;
  readonly #node: Node;

  readonly #found: (problem: ExpressionProblem) => void;

  constructor(scope: ExpressionScope, type: string, node: Node, found: (problem: ExpressionProblem) => void) {
    this.#type = type;
    this.#node = node;
    this.#sides = scope.own;
    this.#scope = scope;
    this.#found = found;
  }

  line(statement: Statement): void {
    for (const sentence of statement.sentences) if (sentence.part !== -1) this.#sentence(statement, sentence);
  }

  #sentence(statement: Statement, { part, expression, format, condition, test }: Sentence): void {
    if (expression !== undefined) {
      const places = placesOfExpression(statement, this.#sides);
      const { problems } = checkExpression(expression, { ...this.#scope, places });
      if (problems.length > 0 && !isBehindVariable(statement, part)) this.#add(statement, problems);
    }
    if (format !== undefined && !isUnusedFormat(statement, this.#type, this.#node)) {
      const places = placesOfFormat(statement, this.#sides);
      this.#add(statement, checkLogFormat(format, { ...this.#scope, places }));
    }
    if (condition !== undefined) this.#condition(statement, condition);
    if (test !== undefined) this.#test(statement, test);
  }

  /** What a variable stands for is not known, so nothing is said of a place that holds one. */
  #add(statement: Statement, problems: Iterable<ExpressionProblem>): void {
    for (const problem of problems) if (!haveVariableIn(statement.args, problem)) this.#found(problem);
  }

  #test(statement: Statement, test: AclTest): void {
    const { problems, fetch } = checkAclTest(test, this.#scope);
    this.#add(statement, problems);
    const name = statement.kind === "Acl" ? statement.name?.value : undefined;
    if (name === undefined) return;
    const known = this.#acls.get(name);
    const places = fetch?.where === undefined ? everywhere : placesOf(fetch.where);
    if (known !== places) this.#acls.set(name, known === undefined ? places : new Set([...known, ...places]));
  }

  #condition(statement: Statement, { alternatives }: Condition): void {
    const places = placesOfCondition(statement, this.#sides);
    for (const terms of alternatives) for (const term of terms) this.#add(statement, this.#term(term, places));
  }

  #term(term: ConditionTerm, places: Places | undefined): readonly ExpressionProblem[] {
    if (term.kind === "AclReference") {
      const where = this.#acls.get(term.name.value);
      return where === undefined ? none : wrongPlace(term, `The ACL "${term.name.value}"`, where, places);
    }
    const { problems, fetch } = checkAclTest(term.test, this.#scope);
    if (fetch?.where === undefined) return problems;
    const { criterion } = term.test;
    return [...problems, ...wrongPlace(criterion, `The test "${fetch.keyword}"`, placesOf(fetch.where), places)];
  }
}

/** Behind an option that the environment names stands what that option takes. */
function isBehindVariable(statement: Statement, part: number): boolean {
  const at = statement.layout.parts[part]?.first ?? 0;
  const before = at === 0 ? undefined : statement.arg(at - 1);
  return before !== undefined && !isStatic(before);
}

const everywhere = placesOf("a-v");

const none: readonly ExpressionProblem[] = [];

function wrongPlace(
  { start, end }: { readonly start: number; readonly end: number },
  what: string,
  where: Places,
  places: Places | undefined,
): readonly ExpressionProblem[] {
  if (places === undefined || meets(where, places)) return none;
  const message = `${what} never matches here: it has no value ${momentOf(places)}`;
  return [{ rule: "fetch-in-wrong-place", severity: "warning", start, end, message }];
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
    ...(instead === undefined ? {} : { fix: { title: `Write ${instead}`, edits: [{ ...place, newText: instead }] } }),
  };
}
