/** The statements of a section, and those of one kind, sorted once: many rules want few lines of a large file. */
import { type Item, isStatement, type Section } from "../../ast/haproxy/file.ts";
import type { Statement, StatementKind } from "../../ast/haproxy/statement.ts";
import { listsBy, trimmedList } from "../../text/lists.ts";
import { remembered } from "../../text/remembered.ts";

type OfKind<K extends StatementKind> = Extract<Statement, { kind: K }>;

const none: readonly Statement[] = [];

/** A comment, a directive of the preprocessor or a stretch that was not understood. */
export type OtherItem = Exclude<Item, Statement>;

interface Items {
  readonly statements: readonly Statement[];
  readonly others: readonly OtherItem[];
}

/** The statements of a section without its comments and directives; one list for each section. */
export function statementsIn(section: Section): readonly Statement[] {
  return itemsOf(section).statements;
}

/** What stands between the statements of a section. */
export function othersIn(section: Section): readonly OtherItem[] {
  return itemsOf(section).others;
}

const itemsOf = remembered(({ body }: Section): Items => {
  if (body.every(isStatement)) return { statements: body, others: [] };
  const statements: Statement[] = [];
  const others: OtherItem[] = [];
  for (const item of body) {
    if (isStatement(item)) statements.push(item);
    else others.push(item);
  }
  return { statements: trimmedList(statements), others: trimmedList(others) };
});

const byKind = remembered((statements: readonly Statement[]) => listsBy(statements, ({ kind }) => kind));

/** The statements of one kind in their order. */
export function ofKind<K extends StatementKind>(statements: readonly Statement[], kind: K): readonly OfKind<K>[] {
  return (byKind(statements).get(kind) ?? none) as readonly OfKind<K>[];
}
