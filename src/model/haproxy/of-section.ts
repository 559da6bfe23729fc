/** Facts of one section that are found out once: several rules ask for them, and an editor's server keeps sections that were not edited. */
import type { Statement } from "../../ast/haproxy/statement.ts";

/** Remembers what a function says of a section's statements, which are one list for each section (`statementsIn`). */
export function ofSection<Answer>(answer: (statements: readonly Statement[]) => Answer) {
  const known = new WeakMap<readonly Statement[], Answer>();
  return (statements: readonly Statement[]): Answer => {
    let found = known.get(statements);
    if (found === undefined) {
      found = answer(statements);
      known.set(statements, found);
    }
    return found;
  };
}
