/**
 * What was found of sections, kept for an editor's server: a section whose tree is the same as before, and which depends on
 * the same other sections, is not looked at again. A memory holds for one choice of settings.
 */
import type { Section } from "../ast/haproxy/file.ts";
import type { Node } from "../model/cluster.ts";
import { circumstancesIn } from "../model/haproxy/circumstances.ts";
import type { LocatedSection } from "../model/haproxy/config.ts";

interface Kept {
  readonly circumstances: string;
  readonly answer: unknown;
}

export class SectionMemory {
  readonly #kept = new Map<string, WeakMap<Section, Kept>>();

  /**
   * Asks one question of many sections. What `make` answers may depend on the section and on the defaults and global sections
   * that it starts from and on the node's target, on nothing else; and it holds no line numbers.
   *
   * @param question one name for one `make`
   */
  asking<Answer, S extends LocatedSection>(
    question: string,
    node: Node,
    make: (section: S) => Answer,
  ): (section: S) => Answer {
    const config = node.haproxy;
    if (config === undefined) return make;
    const circumstancesOf = circumstancesIn(config);
    // One file may belong to nodes of different versions.
    const asked = `${question} ${node.targets.haproxy ?? ""}`;
    const kept = this.#kept.get(asked) ?? new WeakMap<Section, Kept>();
    this.#kept.set(asked, kept);
    return (located) => {
      const circumstances = circumstancesOf(located);
      if (circumstances === undefined) return make(located);
      const before = kept.get(located.section);
      if (before?.circumstances === circumstances) return before.answer as Answer;
      const answer = make(located);
      kept.set(located.section, { circumstances, answer });
      return answer;
    };
  }
}

/** The same where there may be no memory. */
export function asking<Answer, S extends LocatedSection>(
  memory: SectionMemory | undefined,
  question: string,
  node: Node,
  make: (section: S) => Answer,
): (section: S) => Answer {
  return memory === undefined ? make : memory.asking(question, node, make);
}
