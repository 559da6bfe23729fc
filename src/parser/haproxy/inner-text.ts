/** The text inside a word, or in several words joined by spaces, with the way back to the file. */
import type { Word } from "../../ast/word.ts";
import { WordScanner } from "./word-scanner.ts";

export interface InnerText {
  readonly text: string;
  /** The offset in the file of an offset in `text`; its length is the end of the last word. */
  at(offset: number): number;
  /** Where the text stands in the file as it is: its offset there. */
  readonly base?: number;
}

export function textOfWord(source: string, word: Word): InnerText {
  if (word.quoted !== true) return plainText(word.value, word.start);
  let map: readonly number[] | undefined;
  return {
    text: word.value,
    at(offset) {
      map ??= WordScanner.valueOffsets(source, word);
      return map[offset] ?? word.end;
    },
  };
}

/** Words as the program joins them again for the predicate of `.if`; `before` is where the text is if there are none. */
export function textOfWords(source: string, words: readonly Word[], before: number): InnerText {
  const pieces = words.map((word) => textOfWord(source, word));
  const text = pieces.map((piece) => piece.text).join(" ");
  return {
    text,
    at(offset) {
      let left = offset;
      for (const piece of pieces) {
        if (left <= piece.text.length) return piece.at(left);
        left -= piece.text.length + 1;
      }
      return words.at(-1)?.end ?? before;
    },
  };
}

/** A text that stands in the file as it is, from an offset on. */
export function plainText(text: string, base = 0): InnerText {
  return { text, base, at: (offset) => base + offset };
}
