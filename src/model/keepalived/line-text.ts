/** Lines as keepalived's reader cuts them: comments, continuation, quotes. */

const HASH = 0x23;
const BANG = 0x21;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The offset of the comment, or the length; a lone backslash at the end stays. */
export function commentStart(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (code === BACKSLASH) {
      const next = text.charCodeAt(at + 1);
      if (!quoted && (next === HASH || next === BANG)) return at;
      at++;
    } else if (!quoted && (code === HASH || code === BANG)) return at;
  }
  return text.length;
}

/** The offset of the first brace outside quotes; -1 where there is none. */
export function braceIn(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x7d) return at;
    if (code !== QUOTE) continue;
    const close = text.indexOf('"', at + 1);
    if (close === -1) return -1;
    at = close;
  }
  return -1;
}
