/** The lines of `virtual_ipaddress` blocks: addresses with prefix, device and label, and those that the daemon refuses. */

import { parseAddress } from "../address.ts";
import type { RefusedEntry, VirtualAddress } from "./config.ts";
import type { EffectiveStatement, EffectiveWord } from "./effective.ts";
import { present, wordValue } from "./settings.ts";

/** Words after an address that take one word with them. */
const withValue = new Set(["dev", "scope", "broadcast", "brd", "label", "peer", "preferred_lft", "track_group"]);

export interface AddressLine {
  readonly address?: VirtualAddress;
  readonly refused?: RefusedEntry;
  /** Comparable: `192.0.2.1`, with every IPv6 address in one spelling. */
  readonly key: string;
}

/** What the daemon makes of one line. A prefix that is no number or too long is the full length. */
export function readAddressLine(line: EffectiveStatement): AddressLine | undefined {
  const word = line.keyword;
  if (word.unknown) return undefined;
  const slash = word.value.indexOf("/");
  const host = slash === -1 ? word.value : word.value.slice(0, slash);
  const address = parseAddress(host);
  if (address === undefined) return { refused: { text: word.value, place: word.place, reason: "invalid" }, key: host };
  const full = address.family === 4 ? 32 : 128;
  const written = slash === -1 ? undefined : word.value.slice(slash + 1);
  const prefix = written === undefined ? undefined : prefixOf(written, full);
  const options = readOptions(line.args);
  if (options.incomplete) {
    return { refused: { text: word.value, place: word.place, reason: "incomplete" }, key: address.canonical };
  }
  const { device, label } = options;
  return {
    key: address.canonical,
    address: {
      address: host,
      family: address.family,
      text: word.value,
      place: word.place,
      options: options.others,
      ...present({ prefix, device, label }),
    },
  };
}

function prefixOf(text: string, full: number): number {
  return /^[0-9]+$/.test(text) && Number(text) <= full ? Number(text) : full;
}

function readOptions(words: readonly EffectiveWord[]) {
  let device: VirtualAddress["device"];
  let label: VirtualAddress["label"];
  const others: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (!withValue.has(word.value)) {
      others.push(word.value);
      continue;
    }
    const value = words[at + 1];
    if (value === undefined) return { device, label, others, incomplete: true };
    at++;
    if (word.value === "dev") device = wordValue(value);
    else if (word.value === "label") label = wordValue(value);
    else others.push(word.value, value.value);
  }
  return { device, label, others, incomplete: false };
}
