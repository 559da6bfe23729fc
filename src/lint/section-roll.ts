/** Lists of sections with what each depends on, to see how much of one is the same as in an earlier run. */
import type { Section } from "../ast/haproxy/file.ts";
import { circumstancesIn } from "../model/haproxy/circumstances.ts";
import type { HaproxyConfig, LocatedSection } from "../model/haproxy/config.ts";
import { rememberedBy } from "../text/remembered.ts";

export interface Roll {
  readonly sections: readonly Section[];
  /** The circumstances of each section. */
  readonly circumstances: readonly (string | undefined)[];
  /** The places of those sections that have none: what is said of them depends on others. */
  readonly unsettled: readonly number[];
}

interface Listed {
  readonly config: HaproxyConfig;
  readonly sections: readonly LocatedSection[];
}

/** The roll of a list of a configuration's sections; many questions are asked of one list. */
export function rollOf(config: HaproxyConfig, sections: readonly LocatedSection[]): Roll {
  return ofList({ config, sections });
}

const ofList = rememberedBy(
  ({ sections }: Listed) => sections,
  ({ config, sections }): Roll => {
    const circumstances = sections.map(circumstancesIn(config));
    const unsettled = Array.from(sections.keys()).filter((at) => circumstances[at] === undefined);
    return { sections: sections.map(({ section }) => section), circumstances, unsettled };
  },
);

/** How many sections two rolls share at both ends; at each end those without circumstances count as the same. */
export interface SharedEnds {
  readonly front: number;
  readonly back: number;
}

export function sharedEnds(before: Roll, now: Roll): SharedEnds {
  const most = Math.min(before.sections.length, now.sections.length);
  let front = 0;
  while (front < most && isSame(before, front, now, front)) front++;
  const behind = { before: before.sections.length - 1, now: now.sections.length - 1 };
  let back = 0;
  while (back < most - front && isSame(before, behind.before - back, now, behind.now - back)) back++;
  return { front, back };
}

function isSame(before: Roll, at: number, now: Roll, place: number): boolean {
  const circumstances = now.circumstances[place];
  if (before.circumstances[at] !== circumstances) return false;
  return circumstances === undefined || before.sections[at] === now.sections[place];
}
