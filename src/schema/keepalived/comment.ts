/** Where a comment starts on a line of keepalived.conf: the one reading that the parser and the expansion share. */

const HASH = 0x23;
const BANG = 0x21;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The offset of the comment between two offsets, or the second where there is none; a lone backslash before it stays. */
export function commentStart(text: string, start = 0, end: number = text.length): number {
  let quoted = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (code === BACKSLASH) {
      const next = text.charCodeAt(at + 1);
      if (!quoted && (next === HASH || next === BANG)) return at;
      at++;
    } else if (!quoted && (code === HASH || code === BANG)) return at;
  }
  return end;
}

/** Whether a line's comment ends in a backslash that stands for itself: before 2.4.0 a definition goes on behind it. */
export function commentContinues(text: string, start = 0, end: number = text.length): boolean {
  const comment = commentStart(text, start, end);
  let at = end;
  while (at > comment && text.charCodeAt(at - 1) === BACKSLASH) at--;
  return (end - at) % 2 === 1 && at > comment;
}
