/** The statements of a section by kind, sorted once: many rules want few lines of a large file. */
import type { Statement, StatementKind } from "../../ast/haproxy/statement.ts";

type OfKind<K extends StatementKind> = Extract<Statement, { kind: K }>;

const indexes = new WeakMap<readonly Statement[], Map<StatementKind, Statement[]>>();
const none: readonly Statement[] = [];

/** The statements of one kind in their order. */
export function ofKind<K extends StatementKind>(statements: readonly Statement[], kind: K): readonly OfKind<K>[] {
  let index = indexes.get(statements);
  if (index === undefined) {
    index = indexOf(statements);
    indexes.set(statements, index);
  }
  return (index.get(kind) ?? none) as readonly OfKind<K>[];
}

function indexOf(statements: readonly Statement[]): Map<StatementKind, Statement[]> {
  const index = new Map<StatementKind, Statement[]>();
  for (const statement of statements) {
    const list = index.get(statement.kind);
    if (list === undefined) index.set(statement.kind, [statement]);
    else list.push(statement);
  }
  return index;
}
