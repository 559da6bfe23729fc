/** IP addresses as the engine needs them: family, one spelling each, order, and whether they lie in a network. */

export function familyOf(address: string): 4 | 6 | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) {
    return address.split(".").every((part) => Number(part) < 256) ? 4 : undefined;
  }
  return address.includes(":") && groups(address) !== undefined ? 6 : undefined;
}

/** The same address always gets the same text: without prefix length, IPv6 written in full. */
export function canonical(address: string): string {
  const bare = address.replace(/\/.*$/, "");
  const parts = bare.includes(":") ? groups(bare) : undefined;
  return parts === undefined ? bare : parts.map((part) => part.toString(16)).join(":");
}

/** The network that a route leads to, one spelling each: `default`, or an address with its length where it is not a single host. */
export function destinationOf(text: string): string {
  const length = /\/(\d+)$/.exec(text)?.[1];
  const address = canonical(text);
  if (text === "default" || length === "0") return "default";
  return length === undefined || length === (address.includes(":") ? "128" : "32") ? address : `${address}/${length}`;
}

/** Order by value; negative where `a` is lower. */
export function compareAddresses(a: string, b: string): number {
  const left = bytes(a);
  const right = bytes(b);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether `address` lies in the network of `other`, an address with its prefix length. */
export function onLink(address: string, other: string): boolean {
  const [host = "", prefix] = other.split("/");
  const left = bits(address);
  const right = bits(host);
  if (left.length !== right.length || left === "") return false;
  const length = prefix === undefined ? left.length : Number(prefix);
  return left.slice(0, length) === right.slice(0, length);
}

export function isMulticast(address: string): boolean {
  return /^(?:22[4-9]|23\d)\.|^ff[0-9a-f]{2}:/i.test(address);
}

export function isLinkLocal(address: string): boolean {
  return /^fe[89ab][0-9a-f]?:/i.test(canonical(address));
}

function bytes(address: string): readonly number[] {
  const bare = canonical(address);
  return bare.includes(":") ? (groups(bare) ?? []) : bare.split(".").map(Number);
}

function bits(address: string): string {
  const width = address.includes(":") ? 16 : 8;
  return bytes(address)
    .map((part) => part.toString(2).padStart(width, "0"))
    .join("");
}

function groups(address: string): readonly number[] | undefined {
  const sides = address.split("::");
  if (sides.length > 2) return undefined;
  const read = (side: string | undefined) => (side === undefined || side === "" ? [] : side.split(":"));
  const head = read(sides[0]);
  const tail = read(sides[1]);
  const missing = 8 - head.length - tail.length;
  if (sides.length === 1 ? missing !== 0 : missing < 0) return undefined;
  const all = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  return all.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))
    ? all.map((part) => Number.parseInt(part, 16))
    : undefined;
}

/** The address that the kernel gives every interface that is up. Its order among the nodes is chance; the nodes' order stands for it. */
export function linkLocal(node: number, device: string): string {
  const spread = [...device].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 60_000, 1);
  return canonical(`fe80::${(node + 1).toString(16)}:${spread.toString(16)}`);
}
