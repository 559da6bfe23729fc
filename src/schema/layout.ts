/**
 * What a pattern calls the words of a line, whatever the values are. A large file has as many lines as it has forms of
 * lines by the thousand, so lines of one form share one layout, and what a layout decides is found out once.
 */
import type { LineLayout, LinePart } from "../ast/haproxy/layout.ts";
import type { Entry } from "./entry.ts";
import { Trail } from "./trail.ts";

/** A hole that words fill, or a word of a family with the words that belong to it. */
export interface LayoutPart extends LinePart {
  readonly entry?: Entry;
  /** The parsed value of its text: microseconds, bytes, a number, an address; nothing where the text does not decide it. */
  readonly read: (text: string) => unknown;
}

export class Layout implements LineLayout {
  readonly parts: readonly LayoutPart[];
  readonly #trail: Trail;

  constructor(trail: Trail) {
    this.#trail = trail;
    this.parts = trail.parts();
  }

  isOf(trail: Trail): boolean {
    return this.#trail.equals(trail);
  }
}

/** Of words that nothing is known of. */
export const emptyLayout = new Layout(new Trail());

/** Layouts of one pattern that are kept to be shared, the latest first; a line of yet another form has its own. */
const mostKept = 32;

/** The layout of a trail: one that is known, or a new one. */
export function layoutOf(trail: Trail, known: Layout[]): Layout {
  for (let at = 0; at < known.length; at++) {
    const layout = known[at];
    if (layout?.isOf(trail) !== true) continue;
    if (at > 0) {
      known.copyWithin(1, 0, at);
      known[0] = layout;
    }
    return layout;
  }
  const layout = new Layout(trail.copy());
  if (known.length === mostKept) known.pop();
  known.unshift(layout);
  return layout;
}
