/** IPv4 and IPv6 addresses as inet_pton(3) reads them: no leading zeros, no short forms, no zone. */

/** Whether the text is an IPv4 address. */
export function isIpv4(text: string): boolean {
  if (text.length < 7 || text.length > 15) return false;
  let dots = 0;
  let digits = 0;
  let octet = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2e) {
      if (digits === 0 || ++dots > 3) return false;
      digits = 0;
      octet = 0;
      continue;
    }
    if (code < 0x30 || code > 0x39 || (digits > 0 && octet === 0)) return false;
    octet = octet * 10 + code - 0x30;
    digits++;
    if (octet > 255) return false;
  }
  return dots === 3 && digits > 0;
}

/** The four bytes, or undefined where the text is no address. */
export function parseIpv4(text: string): readonly number[] | undefined {
  return isIpv4(text) ? text.split(".").map(Number) : undefined;
}

/** The eight groups of 16 bits, or undefined where the text is no address. */
export function parseIpv6(text: string): readonly number[] | undefined {
  if (text.length > 45 || !text.includes(":")) return undefined;
  const gap = text.indexOf("::");
  if (gap === -1) {
    const groups = groupsOf(text, true);
    return groups?.length === 8 ? groups : undefined;
  }
  if (text.includes("::", gap + 1)) return undefined;
  const head = groupsOf(text.slice(0, gap), false);
  const tail = groupsOf(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined || head.length + tail.length > 7) return undefined;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

const groupShape = /^[0-9a-f]{1,4}$/i;

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [at, part] of parts.entries()) {
    if (groupShape.test(part)) groups.push(Number.parseInt(part, 16));
    else {
      const bytes = mayEndInIpv4 && at === parts.length - 1 ? parseIpv4(part) : undefined;
      if (bytes === undefined) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = bytes;
      groups.push(a * 256 + b, c * 256 + d);
    }
  }
  return groups;
}

/** 4, 6, or undefined where the text is no address. */
export function familyOf(text: string): 4 | 6 | undefined {
  if (text.includes(":")) return parseIpv6(text) === undefined ? undefined : 6;
  return isIpv4(text) ? 4 : undefined;
}

/** The bits of an address as one number, for ranges and masks; undefined where the text is no address. */
export function addressBits(text: string): bigint | undefined {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== undefined) return ipv4.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  return parseIpv6(text)?.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n);
}

/** An IPv4 address in the forms that only inet_aton(3) knows: `10.1`, `0x7f.1`, `010.0.0.1`. */
export function isOldIpv4(text: string): boolean {
  const parts = text.split(".");
  if (parts.length > 4) return false;
  return parts.every((part, at) => {
    if (!/^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(part)) return false;
    const value = /^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part);
    return value < (at === parts.length - 1 ? 256 ** (5 - parts.length) : 256);
  });
}
