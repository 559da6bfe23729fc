/** Facts of one section that are found out once: several rules ask for them, and an editor's server keeps sections that were not edited. */
import { rememberedBy } from "../../text/remembered.ts";
import type { LocatedSection } from "./config.ts";

/** Remembers what a function says of sections. The answer may hold a section's lines, and nothing around them. */
export function ofSection<Answer extends NonNullable<unknown>>(answer: (section: LocatedSection) => Answer) {
  return rememberedBy(({ section }: LocatedSection) => section, answer);
}

/** A fact of a section that becomes one of a configuration. */
interface Found<Fact> {
  in(section: LocatedSection): Fact;
}

/** What `factsIn` remembers of sections, or the part of it that passes a test, as facts of the configuration that these are of. */
export function collected<Fact, Item extends Found<Fact>>(
  sections: readonly LocatedSection[],
  factsIn: (section: LocatedSection) => readonly Item[],
  test: (item: Item) => boolean = () => true,
): readonly Fact[] {
  const found: Fact[] = [];
  for (const section of sections) for (const item of factsIn(section)) if (test(item)) found.push(item.in(section));
  return found;
}
