/** Where lines start that open a section or a block. */

/** The offsets of a pattern with `^` at the starts of lines; for a regular expression lines end at other characters than the line feed, too. */
export function headsOf(text: string, pattern: RegExp): readonly number[] {
  const offsets: number[] = [];
  for (const { index } of text.matchAll(pattern)) {
    if (index === 0 || text.charCodeAt(index - 1) === 0x0a) offsets.push(index);
  }
  return offsets;
}
