/** IP addresses as inet_pton(3) takes them: no leading zeros, no short forms, no names. */
import { isIpv4, parseIpv6 } from "../schema/types/inet.ts";

export interface Address {
  readonly family: 4 | 6;
  /** One spelling for each address, for comparison. */
  readonly canonical: string;
}

/** An IPv6 address that means something on its own link only, and may stand on every link. */
export function isLinkLocal(text: string): boolean {
  return /^fe[89ab][0-9a-f]:/i.test(text);
}

export function parseAddress(text: string): Address | undefined {
  if (text.includes(":")) {
    const groups = parseIpv6(text);
    return groups === undefined ? undefined : { family: 6, canonical: groups.map((one) => one.toString(16)).join(":") };
  }
  return isIpv4(text) ? { family: 4, canonical: text } : undefined;
}

/** One spelling for each address; what is none stays as it is written. */
export function canonicalAddress(text: string): string {
  return parseAddress(text)?.canonical ?? text;
}

/** The address as a number, for order (the higher one wins an election) and for networks. */
export function addressBits(address: Address): bigint {
  if (address.family === 4)
    return address.canonical.split(".").reduce((bits, octet) => bits * 256n + BigInt(octet), 0n);
  return address.canonical.split(":").reduce((bits, group) => bits * 65536n + BigInt(`0x${group}`), 0n);
}
