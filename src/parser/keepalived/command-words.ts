/** The second reading of a command's line (keepalived 2.4.3, language facts 6): single and double quotes, escapes by backslash. */
import type { Word } from "../../ast/word.ts";
import { referencesIn } from "./definition-references.ts";

/** Keywords whose line is read again, so that `"a \"b\""` is one word. */
const commandKeywords = new Set([
  "script",
  "misc_path",
  "notify",
  "notify_backup",
  "notify_deleted",
  "notify_down",
  "notify_fault",
  "notify_fifo_script",
  "notify_master",
  "notify_master_rx_lower_pri",
  "notify_stop",
  "notify_up",
  "lvs_notify_fifo_script",
  "vrrp_notify_fifo_script",
  "quorum_up",
  "quorum_down",
  "startup_script",
  "shutdown_script",
]);

export function isCommandKeyword(keyword: string): boolean {
  return commandKeywords.has(keyword);
}

const controls = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["E", "\x1b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/** The words of `[start, end)`; undefined where a quote has no end, so that the first reading stays. */
export function commandWords(text: string, start: number, end: number): Word[] | undefined {
  const words: Word[] = [];
  let at = start;
  for (;;) {
    while (at < end && isCommandSpace(text.charCodeAt(at))) at++;
    if (at >= end) return words;
    const word = commandWord(text, at, end);
    if (word === undefined) return undefined;
    words.push(word);
    at = word.end;
  }
}

export const openCommand =
  "A quote or a backslash of this command has no partner: keepalived drops the command, or crashes";
export const gluedCommand =
  "A blank has to stand before the quote: keepalived takes both for one word, and finds no command";

/**
 * Whether a quote has no end: on the line, or in the command itself, whose text keepalived takes apart again (2.2.7, 2.4.3). What a
 * backslash or a definition stands for is not looked at.
 */
export function openQuote(words: readonly Word[] | undefined, written: string): boolean {
  if (/[\\$]/.test(written)) return false;
  const command = words === undefined ? undefined : (words[0]?.value ?? "");
  return command === undefined || commandWords(command, 0, command.length) === undefined;
}

function commandWord(text: string, start: number, end: number): Word | undefined {
  let at = start;
  let quote = "";
  let quoted = false;
  let value = "";
  while (at < end) {
    const character = text[at] ?? "";
    if (character === "\\") {
      const escape = escapeAt(text, at, end);
      value += escape.value;
      at = escape.end;
      quoted = true;
    } else if (character === quote) {
      quote = "";
      at++;
    } else if (quote === "" && (character === '"' || character === "'")) {
      quote = character;
      quoted = true;
      at++;
    } else if (quote === "" && isCommandSpace(text.charCodeAt(at))) break;
    else {
      value += character;
      at++;
    }
  }
  if (quote !== "") return undefined;
  const variables = referencesIn(text, start, at);
  return { start, end: at, value, ...(quoted ? { quoted } : {}), ...(variables === undefined ? {} : { variables }) };
}

function escapeAt(text: string, at: number, end: number): { value: string; end: number } {
  const next = text[at + 1];
  if (next === undefined || at + 1 >= end) return { value: "\\", end: at + 1 };
  const hex = /^x([0-9a-fA-F]{1,2})/.exec(text.slice(at + 1, Math.min(end, at + 4)));
  if (hex !== null)
    return { value: String.fromCharCode(Number.parseInt(hex[1] ?? "0", 16)), end: at + 1 + hex[0].length };
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, Math.min(end, at + 4)));
  if (octal !== null)
    return { value: String.fromCharCode(Number.parseInt(octal[0], 8) & 0xff), end: at + 1 + octal[0].length };
  if (next === "c" && at + 2 < end) return { value: String.fromCharCode(text.charCodeAt(at + 2) & 0x1f), end: at + 3 };
  return { value: controls.get(next) ?? next, end: at + 2 };
}

function isCommandSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
