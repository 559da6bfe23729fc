/** The ACL tests of a configuration, named and anonymous, with the pattern words and the flags that change what they mean. */

import type { AclTest, Condition } from "../../ast/haproxy/expression.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import { ofKind } from "../../model/haproxy/by-kind.ts";
import type { HaproxyConfig } from "../../model/haproxy/config.ts";
import { ofSection } from "../../model/haproxy/of-section.ts";
import { remembered } from "../../text/remembered.ts";

/** The condition of a statement that may carry one. */
export function conditionOf(statement: Statement): Condition | undefined {
  return "condition" in statement ? statement.condition : undefined;
}

/** The conditions of a section, in their order. */
export const conditionsIn = ofSection(({ statements }): readonly Condition[] => {
  const conditions: Condition[] = [];
  for (const statement of statements) {
    const condition = statement.sentences.length === 0 ? undefined : conditionOf(statement);
    if (condition !== undefined) conditions.push(condition);
  }
  return conditions.length === 0 ? none : conditions;
});

const none: readonly never[] = [];

/** The sections that have some. */
export const withConditions = remembered(({ sections }: HaproxyConfig) =>
  sections.filter((section) => conditionsIn(section).length > 0),
);

export interface NamedTest {
  readonly test: AclTest;
  /** `hdr`, `path_beg`…: the criterion's name without its arguments. */
  readonly criterion: string;
  /** How patterns are compared: `-m METHOD`, else what the criterion's name says, else as strings for a string. */
  readonly method: string;
}

/** The tests of a section: those of `acl` lines and those that stand in conditions. */
export const testsIn = ofSection((section): readonly NamedTest[] => {
  const tests: NamedTest[] = [];
  const add = (test: AclTest) => tests.push({ test, criterion: criterionName(test), method: matchMethod(test) });
  for (const { test } of ofKind(section.statements, "Acl")) if (test !== undefined) add(test);
  for (const { alternatives } of conditionsIn(section)) {
    for (const terms of alternatives) {
      for (const term of terms) if (term.kind === "AnonymousAcl") add(term.test);
    }
  }
  return tests.length === 0 ? none : tests;
});

/** The sections that have some. */
export const withTests = remembered(({ sections }: HaproxyConfig) =>
  sections.filter((section) => testsIn(section).length > 0),
);

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
  const { patterns } = test;
  return patterns.every(isWritten) ? patterns : patterns.filter(isWritten);
}

function isWritten({ variables }: Word): boolean {
  return variables === undefined;
}
