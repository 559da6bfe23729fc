/** Every ACL test of a proxy, named and anonymous, with the pattern words and the flags that change what they mean. */
import type { AclTest, Condition } from "../../ast/haproxy/expression.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { LocatedSection } from "../../model/haproxy/config.ts";

/** The condition of a statement that may carry one. */
export function conditionOf(statement: Statement): Condition | undefined {
  return "condition" in statement ? statement.condition : undefined;
}

const conditions = new WeakMap<LocatedSection["statements"], readonly Condition[]>();

/** The conditions of a section in their order. */
export function conditionsIn({ statements }: LocatedSection): readonly Condition[] {
  let found = conditions.get(statements);
  if (found === undefined) {
    found = statements.flatMap((statement) => conditionOf(statement) ?? []);
    conditions.set(statements, found);
  }
  return found;
}

const known = new WeakMap<LocatedSection["statements"], readonly AclTest[]>();

export function testsOf({ statements }: LocatedSection): readonly AclTest[] {
  let tests = known.get(statements);
  if (tests === undefined) {
    tests = collectTests(statements);
    known.set(statements, tests);
  }
  return tests;
}

function collectTests(statements: readonly Statement[]): readonly AclTest[] {
  const tests: AclTest[] = [];
  for (const statement of statements) {
    if (statement.kind === "Acl") {
      if (statement.test !== undefined) tests.push(statement.test);
      continue;
    }
    for (const terms of conditionOf(statement)?.alternatives ?? []) {
      for (const term of terms) if (term.kind === "AnonymousAcl") tests.push(term.test);
    }
  }
  return tests;
}

export function hasFlag(test: AclTest, flag: string): boolean {
  return test.flags.some((given) => given.flag.value === flag);
}

/** `hdr`, `path_beg`…: the criterion's name without its arguments. */
export function criterionName(test: AclTest): string {
  return test.expression?.fetch.name ?? /^[^(,]*/.exec(test.criterion.value)?.[0] ?? "";
}

/** The first argument of the criterion, in small letters: the header of `hdr(Host)`. */
export function criterionArgument(test: AclTest): string {
  return test.expression?.fetch.args?.[0]?.value.toLowerCase() ?? "";
}

/** How patterns are compared: `-m METHOD`, else what the criterion's name says, else as strings for a string. */
export function matchMethod(test: AclTest): string {
  const given = test.flags.find(({ flag }) => flag.value === "-m")?.value?.value;
  return given ?? /_(beg|end|dir|dom|reg|sub|len)$/.exec(criterionName(test))?.[1] ?? "str";
}

/** The patterns that stand in the file, not in one it names, and are known from it. */
export function writtenPatterns(test: AclTest): readonly Word[] {
  return test.patterns.filter((word) => word.variables === undefined);
}
