/** Facts of one section that are found out once: several rules ask for them, and an editor's server keeps sections that were not edited. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { LocatedSection } from "./config.ts";

/** Remembers what a function says of sections; the answer may hold a section's lines, and not the configuration around it. */
export function ofSection<Answer>(answer: (section: LocatedSection) => Answer) {
  const known = new WeakMap<Section, { readonly answer: Answer }>();
  return (located: LocatedSection): Answer => {
    let found = known.get(located.section);
    if (found === undefined) {
      found = { answer: answer(located) };
      known.set(located.section, found);
    }
    return found.answer;
  };
}

/** A fact that names the section it was found in. */
interface Located<Self> {
  readonly section: LocatedSection;
  in(section: LocatedSection): Self;
}

/**
 * What `itemsIn` remembers of sections, or the part of it that passes a test. A later configuration has another section around the
 * same lines: for that, facts are made over.
 */
export function collected<Item extends Located<Item>>(
  sections: readonly LocatedSection[],
  itemsIn: (section: LocatedSection) => readonly Item[],
  test: (item: Item) => boolean = () => true,
): readonly Item[] {
  const found: Item[] = [];
  for (const section of sections) {
    for (const item of itemsIn(section)) if (test(item)) found.push(item.section === section ? item : item.in(section));
  }
  return found;
}
