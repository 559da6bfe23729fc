/** Lines as keepalived's reader cuts them: comments, continuation, quotes. */

const QUOTE = 0x22;

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
