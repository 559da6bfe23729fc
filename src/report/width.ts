/** How many terminal columns a text takes. */
import { eastAsianWidth } from "get-east-asian-width";
import { isPlain } from "./display.ts";

export type Measure = (text: string) => number;

/** Marks, joiners, emoji, halves of pairs: what a table of single characters cannot measure. */
const needsMore = /[\u0300-\u200f\u202a-\u2e7f\ua000-\uabff\ud7a4-\uff00\uff9e-\uffff]/;

/** A measure for texts like this one. string-width, which knows emoji, is loaded only where something needs it. */
export async function measureFor(text: string): Promise<Measure> {
  return quickly(needsMore.test(text) ? (await import("string-width")).default : measureSimple);
}

/** The same measure, asked only where a text's width may be another than its length: most texts are plain ASCII. */
export function quickly(measure: Measure): Measure {
  return (text) => (isPlain(text) ? text.length : measure(text));
}

function measureSimple(text: string): number {
  let columns = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    // Most of what is not ASCII in these files is Chinese.
    columns += point >= 0x4e00 && point <= 0x9fff ? 2 : eastAsianWidth(point);
  }
  return columns;
}
