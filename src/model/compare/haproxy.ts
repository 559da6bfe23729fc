/** What two HAProxy configurations say differently, section by section, by meaning. */

import { listsBy } from "../../text/lists.ts";
import type { HaproxyConfig } from "../haproxy/config.ts";
import { linesWithout, type MeaningLine, meaningOf } from "../haproxy/meaning.ts";
import type { Difference, Side } from "./difference.ts";

export function compareHaproxy(left: HaproxyConfig, right: HaproxyConfig): readonly Difference[] {
  const ours = meaningOf(left);
  const theirs = meaningOf(right);
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((name) => {
    const own = ours.get(name)?.lines ?? [];
    const other = theirs.get(name)?.lines ?? [];
    return pairUp(linesWithout(own, other), linesWithout(other, own)).map(([one, two]): Difference => {
      const line = one ?? two;
      return {
        program: "haproxy",
        where: `${name} / ${line === undefined ? "" : titleOf(line)}`,
        judgement: line?.isLocal === true ? "meant" : "suspicious",
        ...(one === undefined ? {} : { left: sideOf(one) }),
        ...(two === undefined ? {} : { right: sideOf(two) }),
      };
    });
  });
}

/** A line of one side beside the line of the other that has its keyword and its name. */
function pairUp(
  own: readonly MeaningLine[],
  other: readonly MeaningLine[],
): [MeaningLine | undefined, MeaningLine | undefined][] {
  const waiting = new Map([...listsBy(other, titleOf)].map(([title, lines]) => [title, lines.values()]));
  const taken = new Set<MeaningLine>();
  const pairs = own.map((line): [MeaningLine, MeaningLine | undefined] => {
    const beside = waiting.get(titleOf(line))?.next().value;
    if (beside !== undefined) taken.add(beside);
    return [line, beside];
  });
  const rest = other.filter((line) => !taken.has(line));
  return [...pairs, ...rest.map((line): [undefined, MeaningLine] => [undefined, line])];
}

/** Keywords whose first word is a name, or says which of a kind is meant. */
const named = new Set([
  "server",
  "timeout",
  "option",
  "acl",
  "stats",
  "peer",
  "user",
  "group",
  "nameserver",
  "errorfile",
]);

function titleOf({ statement }: MeaningLine): string {
  const { keyword } = statement;
  const name = named.has(keyword.value) ? statement.arg(0)?.value : undefined;
  return name === undefined ? keyword.value : `${keyword.value} ${name}`;
}

function sideOf({ statement, section }: MeaningLine): Side {
  const { text, path } = section.document.source;
  return {
    text: text.slice(statement.start, statement.end),
    place: { path, span: { start: statement.start, end: statement.end } },
  };
}
