/** What single characters mean to haproxy's reader, and the look-alikes that pasted text brings along. */
import { isIrregularSpace } from "../irregular-space.ts";

export const CR = 0x0d;
export const LF = 0x0a;

/** White space as isspace(3) has it in the C locale, without the line feed. */
export function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== LF);
}

/**
 * A character that looks like a space, or like nothing, and is a letter to the program.
 * A lone byte 0xA0 is the non-breaking space of Latin-1; behind another such byte it is half of a character of some other encoding.
 */
export function isOddSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (!(code >= 0x85)) return false;
  if (code === 0xdca0) return isRawByte(text, at) && !isRawByte(text, at - 1);
  return isIrregularSpace(code);
}

/** A byte that is not UTF-8, as `decodeBytes` carries it: a low surrogate without its high one. */
export function isRawByte(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (!(code >= 0xdc80 && code <= 0xdcff)) return false;
  const before = text.charCodeAt(at - 1);
  return !(before >= 0xd800 && before <= 0xdbff);
}

const curlyDouble = "\u201c\u201d\u201e\u201f\u2033";
const curlySingle = "\u2018\u2019\u201a\u201b\u2032";

/** The straight quote that a typographic one was once, `""` for any other character. */
export function straightQuote(code: number): '"' | "'" | "" {
  if (code < 0x2018 || code > 0x2033) return "";
  const character = String.fromCharCode(code);
  if (curlyDouble.includes(character)) return '"';
  return curlySingle.includes(character) ? "'" : "";
}

/** The ASCII punctuation mark of a full-width one, `""` for any other character. */
export function narrowPunctuation(code: number): string {
  if (code < 0xff01 || code > 0xff5e) return "";
  const narrow = code - 0xfee0;
  const isLetterOrDigit =
    (narrow >= 0x30 && narrow <= 0x39) || (narrow >= 0x41 && narrow <= 0x5a) || (narrow >= 0x61 && narrow <= 0x7a);
  return isLetterOrDigit ? "" : String.fromCharCode(narrow);
}

export const fullWidthCharacter = /[\uff01-\uff5e]/;

/** Characters of the scripts in which full-width punctuation is the usual one. */
export const eastAsianLetter = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/;

export function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

export function isAsciiLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
