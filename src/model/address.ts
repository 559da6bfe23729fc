/** IP addresses as inet_pton(3) takes them: no leading zeros, no short forms, no names. */

export interface Address {
  readonly family: 4 | 6;
  /** One spelling for each address, for comparison. */
  readonly canonical: string;
}

export function parseAddress(text: string): Address | undefined {
  if (text.includes(":")) {
    const groups = parseGroups(text);
    return groups === undefined ? undefined : { family: 6, canonical: groups.map((one) => one.toString(16)).join(":") };
  }
  return parseOctets(text) === undefined ? undefined : { family: 4, canonical: text };
}

function parseOctets(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const octets: number[] = [];
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    octets.push(Number(part));
  }
  return octets;
}

/** The eight groups of an IPv6 address. */
function parseGroups(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = "", tail] = halves;
  const left = groupsOf(head, tail === undefined);
  if (tail === undefined) return left?.length === 8 ? left : undefined;
  const right = groupsOf(tail, true);
  if (left === undefined || right === undefined || left.length + right.length > 7) return undefined;
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function groupsOf(text: string, mayEndInOctets: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes(".") && mayEndInOctets && index === parts.length - 1) {
      const octets = parseOctets(part);
      if (octets === undefined) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = octets;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** The address as a number, for order (the higher one wins an election) and for networks. */
export function addressBits(address: Address): bigint {
  if (address.family === 4)
    return address.canonical.split(".").reduce((bits, octet) => bits * 256n + BigInt(octet), 0n);
  return address.canonical.split(":").reduce((bits, group) => bits * 65536n + BigInt(`0x${group}`), 0n);
}
