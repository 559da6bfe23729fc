/** What a pattern says that cannot be meant. */

import type { Hole, Pattern } from "../../src/schema/pattern.ts";
import { Rejection, type Types } from "../../src/schema/types/type.ts";
import { nearestOf } from "../../src/text/nearest.ts";

export interface Vocabulary {
  readonly types: Types;
  readonly contexts: ReadonlySet<string>;
}

/** Without a vocabulary only the form is judged; with it only the names. */
export function patternMistakes(pattern: Pattern, vocabulary?: Vocabulary): string[] {
  const mistakes: string[] = [];
  visit(pattern, false, (part, inside) => {
    const mistake = vocabulary === undefined ? formMistake(part, inside) : nameMistake(part, vocabulary);
    if (mistake !== undefined) mistakes.push(mistake);
  });
  return [...new Set(mistakes)];
}

function visit(pattern: Pattern, inside: boolean, see: (pattern: Pattern, inside: boolean) => void): void {
  see(pattern, inside);
  const within = inside || pattern.kind === "joined" || pattern.kind === "list";
  if ("of" in pattern)
    for (const part of Array.isArray(pattern.of) ? pattern.of : [pattern.of]) visit(part, within, see);
}

function formMistake(pattern: Pattern, inside: boolean): string | undefined {
  if (!inside) return undefined;
  if (pattern.kind === "seq" && pattern.of.length > 1) return "several words cannot stand inside one word";
  return undefined;
}

function nameMistake(pattern: Pattern, { types, contexts }: Vocabulary): string | undefined {
  if (pattern.kind === "family" && !contexts.has(pattern.context)) {
    const near = nearestOf(pattern.context, contexts);
    return `no entry stands in the context \`${pattern.context}\`${near === undefined ? "" : `; \`${near}\` is meant?`}`;
  }
  if (pattern.kind !== "hole") return undefined;
  const type = types.get(pattern.type);
  if (type === undefined) {
    const near = nearestOf(pattern.type, types.keys());
    return `there is no type \`${pattern.type}\`${near === undefined ? "" : `; \`${near}\` is meant?`}`;
  }
  return boundMistake(pattern, types);
}

function boundMistake(hole: Hole, types: Types): string | undefined {
  const type = types.get(hole.type);
  for (const bound of [hole.min, hole.max]) {
    if (bound === undefined) continue;
    if (type?.measure === undefined) return `the type \`${hole.type}\` takes no range`;
    const value = type.check(bound);
    if (value instanceof Rejection && value.problem !== "out-of-range" && Number.isNaN(Number(bound)))
      return `\`${bound}\` is no bound for the type \`${hole.type}\``;
  }
  return undefined;
}
