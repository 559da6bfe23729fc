/** Facts of one section that are found out once: several rules ask for them, and an editor's server keeps sections that were not edited. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { LocatedSection } from "./config.ts";

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

/** A fact that names the section it was found in. */
interface Located<Self> {
  in(section: LocatedSection): Self;
}

/** The same for lists of what names its section: for a later configuration they are made over, which is quicker than finding them. */
export function ofLocated<Item extends Located<Item>>(find: (section: LocatedSection) => readonly Item[]) {
  const known = new WeakMap<Section, { readonly located: LocatedSection; readonly items: readonly Item[] }>();
  return (located: LocatedSection): readonly Item[] => {
    const before = known.get(located.section);
    if (before?.located === located) return before.items;
    const items = before === undefined ? find(located) : before.items.map((item) => item.in(located));
    known.set(located.section, { located, items });
    return items;
  };
}
