/** Addresses as keepalived reads them. */
import type { NetworkAddress } from "../../ast/values.ts";
import { addressBits, familyOf, parseIpv4, parseIpv6 } from "./inet.ts";
import { Rejection, type ValueType } from "./type.ts";

const notAddress = new Rejection("is not an IP address");
const notIpv4 = new Rejection("is not an IPv4 address");
const notIpv6 = new Rejection("is not an IPv6 address");

const ip: ValueType = {
  description: "an IP address",
  check: (value) => (familyOf(value) === undefined ? notAddress : value),
};
const ipv4: ValueType = {
  description: "an IPv4 address",
  check: (value) => (parseIpv4(value) === undefined ? notIpv4 : value),
};
const ipv6: ValueType = {
  description: "an IPv6 address",
  check: (value) => (parseIpv6(value) === undefined ? notIpv6 : value),
};

/** The end of a range, or else a mask, is dropped without a word (keepalived 2.2.7 and 2.4.3, wherever a plain address is taken). */
export function withoutSuffix(value: string): string {
  const dash = value.indexOf("-");
  const end = dash === -1 ? value.indexOf("/") : dash;
  return end === -1 ? value : value.slice(0, end);
}
const plainIp: ValueType = {
  description: "an IP address",
  check(value) {
    const address = withoutSuffix(value);
    return familyOf(address) === undefined ? notAddress : address;
  },
};

const badPrefix = (most: number): Rejection =>
  new Rejection(`has a prefix length that is not a number from 0 to ${most}`);
const badPrefix4 = badPrefix(32);
const badPrefix6 = badPrefix(128);

function checkNetwork(value: string): NetworkAddress | Rejection {
  const slash = value.indexOf("/");
  const address = slash === -1 ? value : value.slice(0, slash);
  const family = familyOf(address);
  if (family === undefined) return notAddress;
  if (slash === -1) return { address, family };
  const length = value.slice(slash + 1);
  const most = family === 4 ? 32 : 128;
  const prefix = /^\+?\d*$/.test(length) ? Number(length) : Number.NaN;
  if (!(prefix <= most)) return family === 4 ? badPrefix4 : badPrefix6;
  return { address, family, prefix };
}
const network: ValueType = { description: "an address with a prefix length", check: checkNetwork };
const vip: ValueType = { description: "an address such as 192.0.2.10/24", check: checkNetwork };

const anywhere = new Set(["default", "any", "all", "default6"]);
const destination: ValueType = {
  description: "a network such as 192.0.2.0/24, or default",
  check: (value) => (anywhere.has(value) ? value : checkNetwork(value)),
};

const notGroup4 = new Rejection("is not an IPv4 multicast address (224.0.0.0 to 239.255.255.255)");
const notGroup6 = new Rejection("is not an IPv6 multicast address of the link (ff02::)");
const notGroup = new Rejection("is not a multicast address");
const isGroup4 = (text: string): boolean => ((parseIpv4(text)?.[0] ?? 0) & 0xf0) === 0xe0;
/** keepalived 2.4.3 takes groups of other scopes with a warning (vrrp_mcast_group6), mcast_dst_ip does not. */
const isGroup6 = (text: string): boolean => ((parseIpv6(text)?.[0] ?? 0) & 0xff0f) === 0xff02;

/** Whether advertisements can be sent to the address (keepalived 2.2.7 and 2.4.3, mcast_dst_ip). */
export const isMulticastGroup = (address: string): boolean => isGroup4(address) || isGroup6(address);

const group4: ValueType = {
  description: "an IPv4 multicast address",
  check: (value) => (isGroup4(withoutSuffix(value)) ? value : notGroup4),
};
const group6: ValueType = {
  description: "an IPv6 multicast address of the link",
  check: (value) => (isGroup6(withoutSuffix(value)) ? value : notGroup6),
};
const group: ValueType = {
  description: "a multicast address",
  check: (value) => (isMulticastGroup(withoutSuffix(value)) ? value : notGroup),
};

const badMask = new Rejection("has a prefix length that is not a number of the family's bits");
const hostBits = new Rejection("has bits set behind its prefix");
const badEnd = new Rejection("ends its range with something that is no address and no number of the last part");
const backwards = new Rejection("is a range whose end does not come after its start");

/** `192.0.2.1`, `192.0.2.0/28`, `192.0.2.1-10`, `192.0.2.1-192.0.2.10` (keepalived 2.4.3, virtual_server_group). */
function checkRange(value: string): string | Rejection {
  const start = withoutSuffix(value);
  const family = familyOf(start);
  const first = addressBits(start);
  if (family === undefined || first === undefined) return notAddress;
  const bits = family === 4 ? 32 : 128;
  const slash = value.indexOf("/");
  if (slash !== -1) {
    const length = value.slice(slash + 1);
    const prefix = /^\d+$/.test(length) ? Number(length) : 0;
    if (prefix < 1 || prefix > bits) return badMask;
    return (first & ((1n << BigInt(bits - prefix)) - 1n)) === 0n ? value : hostBits;
  }
  const dash = value.indexOf("-");
  return dash === -1 ? value : checkEnd(value, value.slice(dash + 1), family, first);
}

function checkEnd(value: string, end: string, family: 4 | 6, first: bigint): string | Rejection {
  if (end.includes(family === 4 ? "." : ":")) {
    const last = addressBits(end);
    if (last === undefined || familyOf(end) !== family) return badEnd;
    return first <= last ? value : backwards;
  }
  const [shape, base, most] = family === 4 ? [/^\d+$/, 10, 0xff] : [/^[0-9a-f]+$/i, 16, 0xffff];
  const last = shape.test(end) ? Number.parseInt(end, base) : Number.NaN;
  if (!(last <= most)) return badEnd;
  return Number(first & BigInt(most)) < last ? value : backwards;
}
const range: ValueType = { description: "an address, a range of addresses or a network", check: checkRange };

const badGranularity = new Rejection("is not a netmask, nor a prefix length from 1 to 128");
/** For IPv4 every form that inet_aton(3) takes: fewer parts, hexadecimal (keepalived 2.2.7, persistence_granularity). */
const netmask = /^(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}$/i;
const granularity: ValueType = {
  description: "a netmask for IPv4, a prefix length for IPv6",
  check: (value) => (netmask.test(value) ? value : badGranularity),
};

const badMac = new Rejection("is not a MAC address of five or six parts");
const foreignMac = new Rejection("is a multicast address, or one that VRRP itself uses");
const mac: ValueType = {
  description: "a MAC address; with five parts, the virtual_router_id is the sixth",
  check(value) {
    if (!/^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){4,5}:?$/i.test(value)) return badMac;
    const bytes = value.split(":").map((part) => Number.parseInt(part, 16));
    const own = bytes.slice(0, 4).join() === "0,0,94,0" && (bytes[4] === 1 || bytes[4] === 2);
    return ((bytes[0] ?? 0) & 1) === 1 || own ? foreignMac : value;
  },
};

export const addressTypes: readonly (readonly [string, ValueType])[] = [
  ["ip", ip],
  ["ipv4", ipv4],
  ["ipv6", ipv6],
  ["plain-ip", plainIp],
  ["network", network],
  ["vip", vip],
  ["route-destination", destination],
  ["ipv4-multicast", group4],
  ["ipv6-multicast", group6],
  ["multicast", group],
  ["address-range", range],
  ["granularity", granularity],
  ["mac", mac],
];
