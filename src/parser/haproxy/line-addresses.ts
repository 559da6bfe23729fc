/** The addresses of a line. */
import { ofLayout } from "../../ast/haproxy/layout.ts";
import type { AddressItem } from "../../ast/haproxy/statement.ts";
import type { SocketAddress } from "../../ast/values.ts";
import type { Word } from "../../ast/word.ts";
import type { Layout, LayoutPart } from "../../schema/layout.ts";
import { spanInside } from "./line-arguments.ts";

interface AddressLine {
  readonly layout: Layout;
  arg(at: number): Word | undefined;
}

const addressParts = ofLayout(({ parts }: Layout) => parts.filter(({ type }) => type.includes("address")));

/** Every address of a line; `bind` takes a list of them in one word. */
export function addressesOf(line: AddressLine, source: string): readonly AddressItem[] {
  return addressParts(line.layout).flatMap((part) => addressesIn(part, line, source));
}

export function firstAddress(line: AddressLine, source: string): AddressItem | undefined {
  for (const part of addressParts(line.layout)) {
    const [first] = addressesIn(part, line, source);
    if (first !== undefined) return first;
  }
  return undefined;
}

function addressesIn({ part, first, read }: LayoutPart, line: AddressLine, source: string): readonly AddressItem[] {
  const word = line.arg(first);
  if (word === undefined) return [];
  const text = part === undefined ? word.value : word.value.slice(part.start, part.end);
  const { start, end } = part === undefined ? word : spanInside(source, word, part);
  const value = read(text);
  if (!Array.isArray(value)) return isSocketAddress(value) ? [{ start, end, address: value }] : [];
  return listed(value, word.quoted === true ? [] : text.split(","), { start, end });
}

/** The addresses between the commas of a text that stands at a place. */
function listed(
  addresses: readonly unknown[],
  texts: readonly string[],
  { start, end }: { readonly start: number; readonly end: number },
): readonly AddressItem[] {
  let at = start;
  return addresses.flatMap((address, index) => {
    const text = texts[index];
    const place = text === undefined ? { start, end } : { start: at, end: at + text.length };
    at += (text?.length ?? 0) + 1;
    return isSocketAddress(address) ? [{ ...place, address }] : [];
  });
}

function isSocketAddress(value: unknown): value is SocketAddress {
  return typeof value === "object" && value !== null && "family" in value && "host" in value;
}
