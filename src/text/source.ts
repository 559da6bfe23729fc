/**
 * A file's text together with the way back to its bytes.
 *
 * Bytes that are not UTF-8 become lone surrogates U+DC80..U+DCFF, one for each byte (Python calls this
 * "surrogateescape"). Valid UTF-8 never holds those, so `encodeText(decodeBytes(b)) = b` for every `b`.
 */
import { LineIndex } from "./line-index.ts";

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
}

export function createSource(path: string, text: string): Source {
  return { path, text, lines: new LineIndex(text) };
}

const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text of any bytes; a BOM is kept as U+FEFF. */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return decodeWithEscapes(bytes);
  }
}

function decodeWithEscapes(bytes: Uint8Array): string {
  const parts: string[] = [];
  let at = 0;
  let good = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > good) parts.push(strictDecoder.decode(bytes.subarray(good, at)));
    parts.push(String.fromCharCode(0xdc00 + (bytes[at] ?? 0)));
    at++;
    good = at;
  }
  if (at > good) parts.push(strictDecoder.decode(bytes.subarray(good, at)));
  return parts.join("");
}

/** Length of the well-formed UTF-8 sequence at an offset, 0 where there is none (Unicode 16, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  if (first >= 0xc2 && first <= 0xdf) return isTail(second) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && isTail(bytes[at + 2]) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const low = first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && isTail(bytes[at + 2]) && isTail(bytes[at + 3]) ? 4 : 0;
  }
  return 0;
}

function isTail(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}

const escapedByte = /[\udc80-\udcff]/;
const encoder = new TextEncoder();

/** The bytes of a text: the exact inverse of `decodeBytes`. */
export function encodeText(text: string): Uint8Array {
  if (!escapedByte.test(text)) return encoder.encode(text);
  const chunks: Uint8Array[] = [];
  let plainFrom = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff) at++;
    else if (unit >= 0xdc80 && unit <= 0xdcff) {
      if (at > plainFrom) chunks.push(encoder.encode(text.slice(plainFrom, at)));
      chunks.push(Uint8Array.of(unit - 0xdc00));
      plainFrom = at + 1;
    }
  }
  if (plainFrom < text.length) chunks.push(encoder.encode(text.slice(plainFrom)));
  return concatenate(chunks);
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** How many bytes a text takes in the file: what the programs' line limits count. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes += 1;
    else if (unit >= 0xdc80 && unit <= 0xdcff) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff) {
      bytes += 4;
      at++;
    } else bytes += 3;
  }
  return bytes;
}
