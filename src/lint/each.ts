/** Lets a rule judge sections one by one, and keeps what it reports of them. */
import type { Node } from "../model/cluster.ts";
import type { LocatedSection } from "../model/haproxy/config.ts";
import type { SectionMemory } from "./memory.ts";
import type { Each, Messages, Report } from "./rule.ts";

export function makeEach(
  rule: string,
  node: Node,
  report: Report<Messages>,
  memory: SectionMemory | undefined,
): Each<Messages> {
  let calls = 0;
  return (sections = [], judge) => {
    if (memory === undefined) {
      for (const section of sections) judge(section, report);
      return;
    }
    const question = `${rule} ${calls++}`;
    for (const found of memory.foundIn(question, node, sections, (section) => reportsOf(section, judge)))
      report(...found);
  };
}

type Reported = Parameters<Report<Messages>>;

function reportsOf<S extends LocatedSection>(
  section: S,
  judge: (section: S, report: Report<Messages>) => void,
): readonly Reported[] {
  let reported: Reported[] | undefined;
  judge(section, (...found) => {
    reported ??= [];
    reported.push(found);
  });
  return reported ?? nothing;
}

const nothing: readonly Reported[] = [];
