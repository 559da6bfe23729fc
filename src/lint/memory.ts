/**
 * What was found of sections, kept for an editor's server: a section whose tree is the same as before, and which depends on
 * the same other sections, is not looked at again. A memory holds for one choice of settings.
 */
import type { Node } from "../model/cluster.ts";
import type { LocatedSection } from "../model/haproxy/config.ts";
import { type Roll, rollOf, type SharedEnds, sharedEnds } from "./section-roll.ts";

/** What was found of the section at a place of a roll. */
interface Answer {
  readonly at: number;
  readonly found: readonly unknown[];
}

interface Kept {
  readonly roll: Roll;
  /** Of the sections of which something was found. */
  readonly answers: readonly Answer[];
}

export class SectionMemory {
  /** By question and node: what the latest run found, and what this one did. */
  #before: ReadonlyMap<string, Kept> = new Map();
  #now = new Map<string, Kept>();
  /** Of this run's lists: many questions are asked of one. */
  #compared = new WeakMap<Roll, { readonly before: Roll; readonly ends: SharedEnds }>();

  /** What is not asked between two calls of this is forgotten. */
  startRun(): void {
    this.#before = this.#now;
    this.#now = new Map();
    this.#compared = new WeakMap();
  }

  /**
   * All that is found of many sections, in their order. What `find` says may depend on the section and on the defaults and
   * global sections that it starts from and on the node's target, on nothing else; and it holds no line numbers.
   *
   * @param question one name for one `find`
   */
  foundIn<Found, S extends LocatedSection>(
    question: string,
    node: Node,
    sections: readonly S[],
    find: (section: S) => readonly Found[],
  ): readonly Found[] {
    const config = node.haproxy;
    if (config === undefined) return sections.flatMap(find);
    // One file may belong to nodes of different versions.
    const asked = [question, node.targets.haproxy, ...config.documents.map(({ source }) => source.path)].join("\n");
    const roll = rollOf(config, sections);
    const before = this.#now.get(asked) ?? this.#before.get(asked) ?? nothing;
    const answers = answersOf(roll, before, this.#sharedEnds(before.roll, roll), (at) => {
      const section = sections[at];
      return section === undefined ? [] : find(section);
    });
    this.#now.set(asked, { roll, answers });
    return answers.flatMap(({ found }) => found as readonly Found[]);
  }

  #sharedEnds(before: Roll, now: Roll): SharedEnds {
    const known = this.#compared.get(now);
    if (known?.before === before) return known.ends;
    const ends = sharedEnds(before, now);
    this.#compared.set(now, { before, ends });
    return ends;
  }
}

const nothing: Kept = { roll: { sections: [], circumstances: [], unsettled: [] }, answers: [] };

/** The answers that hold from before, and those of the sections that have to be asked. */
function answersOf(
  roll: Roll,
  before: Kept,
  { front, back }: SharedEnds,
  ask: (at: number) => readonly unknown[],
): readonly Answer[] {
  const answers: Answer[] = [];
  const behind = roll.sections.length - back;
  const behindBefore = before.roll.sections.length - back;
  for (const { at, found } of before.answers) {
    if (at >= front && at < behindBefore) continue;
    const place = at < front ? at : at - behindBefore + behind;
    if (roll.circumstances[place] !== undefined) answers.push({ at: place, found });
  }
  const add = (at: number) => {
    const found = ask(at);
    if (found.length > 0) answers.push({ at, found });
  };
  // In their order: what is said of one global section may depend on those above it.
  for (const at of roll.unsettled) if (at < front) add(at);
  for (let at = front; at < behind; at++) add(at);
  for (const at of roll.unsettled) if (at >= behind) add(at);
  return answers.sort((one, other) => one.at - other.at);
}

/** The same where there may be no memory. */
export function foundIn<Found, S extends LocatedSection>(
  memory: SectionMemory | undefined,
  question: string,
  node: Node,
  sections: readonly S[],
  find: (section: S) => readonly Found[],
): readonly Found[] {
  return memory === undefined ? sections.flatMap(find) : memory.foundIn(question, node, sections, find);
}
