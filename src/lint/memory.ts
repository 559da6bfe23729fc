/**
 * What was found of sections, kept for an editor's server: a section whose tree is the same as before, and which depends on
 * the same other sections, is not looked at again. A memory holds for one choice of settings and targets.
 */
import type { Section } from "../ast/haproxy/file.ts";
import type { Node } from "../model/cluster.ts";
import { circumstancesOf } from "../model/haproxy/circumstances.ts";
import type { LocatedSection } from "../model/haproxy/config.ts";

interface Kept {
  readonly circumstances: string;
  readonly answer: unknown;
}

export class SectionMemory {
  readonly #kept = new WeakMap<Section, Map<string, Kept>>();

  /**
   * What `make` answers to a question about a section. The answer may depend on the section, the defaults and global
   * sections that it starts from and the node's targets, on nothing else; and it holds no line numbers.
   *
   * @param question which answers are alike; one name for one `make`
   */
  recall<Answer>(question: string, located: LocatedSection, node: Node, make: () => Answer): Answer {
    const config = node.haproxy;
    const circumstances = config && circumstancesOf(located, config);
    if (circumstances === undefined) return make();
    const { section } = located;
    let answers = this.#kept.get(section);
    if (answers === undefined) {
      answers = new Map();
      this.#kept.set(section, answers);
    }
    const before = answers.get(question);
    if (before?.circumstances === circumstances) return before.answer as Answer;
    const answer = make();
    answers.set(question, { circumstances, answer });
    return answer;
  }
}

/** The same where there may be no memory. */
export function recalled<Answer>(
  memory: SectionMemory | undefined,
  question: string,
  located: LocatedSection,
  node: Node,
  make: () => Answer,
): Answer {
  return memory === undefined ? make() : memory.recall(question, located, node, make);
}
