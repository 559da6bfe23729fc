/** Renders what two nodes say differently, grouped by what it means. */
import type { Difference, Side } from "../model/compare/difference.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { Place } from "../text/span.ts";

export interface DifferenceView {
  readonly left: string;
  readonly right: string;
  readonly differences: readonly Difference[];
  readonly linesOf: (path: string) => LineIndex | undefined;
  /** Takes secrets out of a line of a configuration. */
  readonly hide: (text: string, place: Place) => string;
}

const titles = {
  wrong: "Wrong: the nodes do not work together like this",
  suspicious: "Suspicious: after a failover the node behaves differently",
  meant: "Meant: this says which node it is",
} as const;

export function differencesAsText({ left, right, differences, linesOf, hide }: DifferenceView): string {
  if (differences.length === 0) return `${left} and ${right} say the same.\n`;
  const at = ({ place }: Side) => `${place.path}:${linesOf(place.path)?.lineAt(place.span.start) ?? 1}`;
  const line = (name: string, side: Side | undefined) =>
    side === undefined ? [] : [`    ${name}  ${hide(side.text, side.place)}  (${at(side)})`];
  return (Object.keys(titles) as (keyof typeof titles)[])
    .map((judgement) => ({ judgement, group: differences.filter((one) => one.judgement === judgement) }))
    .filter(({ group }) => group.length > 0)
    .map(({ judgement, group }) => {
      const rows = group.flatMap((one) => [
        `  ${one.program}: ${one.where}`,
        ...line(left, one.left),
        ...line(right, one.right),
      ]);
      return `${titles[judgement]}\n${rows.join("\n")}\n`;
    })
    .join("\n");
}

export function differencesAsJson({ left, right, differences, linesOf, hide }: DifferenceView): string {
  const side = (one: Side | undefined) => {
    if (one === undefined) return null;
    const lines = linesOf(one.place.path);
    return {
      text: hide(one.text, one.place),
      path: one.place.path,
      range: { start: lines?.positionAt(one.place.span.start), end: lines?.positionAt(one.place.span.end) },
    };
  };
  const rows = differences.map(({ program, where, judgement, left: one, right: two }) => ({
    program,
    where,
    judgement,
    left: side(one),
    right: side(two),
  }));
  const count = (judgement: string) => differences.filter((one) => one.judgement === judgement).length;
  const summary = { wrong: count("wrong"), suspicious: count("suspicious"), meant: count("meant") };
  return `${JSON.stringify({ version: 1, left, right, differences: rows, summary }, undefined, 2)}\n`;
}
