/** Facts of one statement and its block that are found out once: several rules ask for them, and an editor's server keeps statements. */
import type { EffectiveStatement } from "./effective.ts";

/** Remembers what a function says of statements. */
export function ofStatement<Answer>(answer: (statement: EffectiveStatement) => Answer) {
  const known = new WeakMap<EffectiveStatement, { readonly answer: Answer }>();
  return (statement: EffectiveStatement): Answer => {
    let found = known.get(statement);
    if (found === undefined) {
      found = { answer: answer(statement) };
      known.set(statement, found);
    }
    return found.answer;
  };
}
