/** How many terminal columns a text takes. */
import { eastAsianWidth } from "get-east-asian-width";
import stringWidth from "string-width";
import { isPlain } from "./display.ts";

/** Control characters, marks, joiners, emoji, halves of pairs: what a table of single characters cannot measure. */
const needsMore =
  /[\0-\x1f\x7f-\x9f\xa9\xae]|[\u0300-\u200f\u202a-\u2e7f\u302a-\u3030\u3099\u309a\ua000-\uabff\ud7a4-\uff00\uff9e-\uffff]/;

/** The columns of a text, by the cheapest means that can say it: string-width, which knows emoji, takes long to start. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  return needsMore.test(text) ? stringWidth(text) : widthOfSingles(text);
}

function widthOfSingles(text: string): number {
  let columns = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    // Most of what is not ASCII in these files is Chinese.
    columns += point >= 0x4e00 && point <= 0x9fff ? 2 : eastAsianWidth(point);
  }
  return columns;
}
