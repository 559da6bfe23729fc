/** haproxy's addresses: `ipv4@`, `unix@`, `fd@`, `quic4@`…, host and port, ranges and offsets of ports. */
import type { SocketAddress } from "../../../ast/values.ts";
import { nearestOf } from "../../../text/nearest.ts";
import { familyOf, isIpv4, isOldIpv4 } from "../inet.ts";
import { wrapped } from "../numbers.ts";
import { Rejection, type ValueType } from "../type.ts";

/** What a keyword allows in its addresses. */
export interface AddressRules {
  /** `forbidden`: none may be written; `needed`: one must be, and not 0. */
  readonly port: "forbidden" | "optional" | "needed";
  readonly range?: boolean;
  /** `+100`, `-100` */
  readonly offset?: boolean;
  /** Inherited file descriptors: `fd@3`. */
  readonly fd?: boolean;
  /** Which kinds of socket fit. */
  readonly stream?: boolean;
  readonly dgram?: boolean;
  /** Without a prefix, an address is of datagrams. */
  readonly dgramFirst?: boolean;
  /** Host names are looked up: while the file is read, or `later`, when anything may stand for a name. */
  readonly names?: boolean | "later";
}

type Kind = "ip" | "unix" | "abns" | "fd" | "sockpair" | "rhttp";

interface Prefix {
  readonly kind: Kind;
  readonly family?: 4 | 6;
  readonly socket?: "stream" | "dgram" | "quic";
}

const prefixes: Readonly<Record<string, Prefix>> = {
  unix: { kind: "unix" },
  uxdg: { kind: "unix", socket: "dgram" },
  uxst: { kind: "unix", socket: "stream" },
  abns: { kind: "abns" },
  abnsz: { kind: "abns" },
  ip: { kind: "ip" },
  ipv4: { kind: "ip", family: 4 },
  ipv6: { kind: "ip", family: 6 },
  tcp: { kind: "ip", socket: "stream" },
  tcp4: { kind: "ip", family: 4, socket: "stream" },
  tcp6: { kind: "ip", family: 6, socket: "stream" },
  mptcp: { kind: "ip", socket: "stream" },
  mptcp4: { kind: "ip", family: 4, socket: "stream" },
  mptcp6: { kind: "ip", family: 6, socket: "stream" },
  udp: { kind: "ip", socket: "dgram" },
  udp4: { kind: "ip", family: 4, socket: "dgram" },
  udp6: { kind: "ip", family: 6, socket: "dgram" },
  quic4: { kind: "ip", family: 4, socket: "quic" },
  quic6: { kind: "ip", family: 6, socket: "quic" },
  fd: { kind: "fd" },
  sockpair: { kind: "sockpair" },
  rhttp: { kind: "rhttp" },
};

/** The room of a socket's path, less what the program appends while it binds (haproxy 3.4). */
const longestPath = 97;
const longestAbstract = 107;

const reasons = {
  empty: new Rejection("is empty"),
  stream: new Rejection("is an address of a stream, where one of datagrams is needed"),
  dgram: new Rejection("is an address of datagrams, where one of a stream is needed"),
  fdNumber: new Rejection("has no number of a file descriptor"),
  fd: new Rejection("is a file descriptor, which is not possible here"),
  path: new Rejection("is a path too long for a socket"),
  noPort: new Rejection("has a port, where none may be"),
  portMissing: new Rejection("has no port"),
  portText: new Rejection("has a port that is not a number"),
  portRange: new Rejection("has a port that is not between 1 and 65535", "out-of-range"),
  range: new Rejection("has a range of ports, where one port is needed"),
  backwards: new Rejection("has a range of ports that ends before it starts", "out-of-range"),
  offset: new Rejection("has an offset for the port, which is not possible here"),
  family: new Rejection("is not of the family that its prefix says"),
  host: new Rejection("is neither an IP address nor a host name"),
  misspelt: new Rejection("is no address; stdout and stderr are spelt otherwise"),
  name: new Rejection("is a host name, where an IP address is needed"),
};

/** An address, or why the text is none. */
export function parseSocketAddress(text: string, rules: AddressRules): SocketAddress | Rejection {
  if (text === "") return reasons.empty;
  // The address parser itself puts the environment in, quotes or not (haproxy 2.4 to 3.4).
  if (text.includes("$")) return { family: "unknown", host: text };
  if (!text.includes("@") && !text.includes("+")) return parsePlain(text, rules);
  const transport = /^(?:stream|dgram|quic)\+/.exec(text)?.[0] ?? "";
  const afterTransport = text.slice(transport.length);
  const at = afterTransport.indexOf("@");
  const name = at === -1 ? "" : afterTransport.slice(0, at);
  const prefix = Object.hasOwn(prefixes, name) ? prefixes[name] : undefined;
  if (prefix === undefined && transport === "") return parsePlain(text, rules);
  const rest = prefix === undefined ? afterTransport : afterTransport.slice(at + 1);
  const protocol = transport + (prefix === undefined ? "" : name);
  const path = prefix === undefined && rest.startsWith("/");
  const kind = path ? "unix" : (prefix?.kind ?? "ip");
  const address = kind === "ip" ? inet(rest, prefix?.family, rules) : local(kind, rest, rules);
  if (address instanceof Rejection) return address;
  return socketMistake(transport, prefix, rules) ?? { protocol, ...address };
}

/** An address without a prefix. */
function parsePlain(text: string, rules: AddressRules): SocketAddress | Rejection {
  return text.startsWith("/") ? local("unix", text, rules) : inet(text, undefined, rules);
}

function socketMistake(transport: string, prefix: Prefix | undefined, rules: AddressRules): Rejection | undefined {
  const usual = rules.dgram === true && (rules.stream !== true || rules.dgramFirst === true) ? "dgram" : "stream";
  const socket = prefix?.socket ?? (transport === "" ? usual : transport.slice(0, -1));
  if (socket === "dgram") return rules.dgram === true ? undefined : reasons.dgram;
  return rules.stream === true ? undefined : reasons.stream;
}

function local(kind: Exclude<Kind, "ip">, text: string, rules: AddressRules): SocketAddress | Rejection {
  if (kind === "rhttp") return { family: "rhttp", host: text };
  if (kind === "fd" || kind === "sockpair") {
    if (!/^\s*\+?\d+$/.test(text)) return reasons.fdNumber;
    return kind === "fd" && rules.fd !== true ? reasons.fd : { family: kind, host: text };
  }
  if (text.length > (kind === "unix" ? longestPath : longestAbstract)) return reasons.path;
  return { family: kind, host: text };
}

/** Host and port. The last colon after any `]` begins the port, even in an IPv6 address without brackets. */
function inet(text: string, family: 4 | 6 | undefined, rules: AddressRules): SocketAddress | Rejection {
  const colon = text.lastIndexOf(":");
  const hasPort = colon !== -1 && text.indexOf("]", colon) === -1;
  if (hasPort && rules.port === "forbidden") return reasons.noPort;
  const ports = parsePorts(hasPort ? text.slice(colon + 1) : "", rules);
  if (ports instanceof Rejection) return ports;
  const host = hasPort ? text.slice(0, colon) : text;
  if (isIpv4(host) && family !== 6) return withPorts("ipv4", host, ports);
  return hostOf(host, family, rules, ports);
}

type Ports = SocketAddress["ports"];

function withPorts(family: SocketAddress["family"], host: string, ports: Ports): SocketAddress {
  return ports === undefined ? { family, host } : { family, host, ports };
}

function parsePorts(text: string, rules: AddressRules): Ports | Rejection {
  if (text === "") return rules.port === "needed" ? reasons.portMissing : undefined;
  const single = digitsOf(text);
  if (single >= 1 && single <= 65535) return { first: single, last: single };
  const lowest = rules.port === "needed" ? 1 : 0;
  const sign = text[0];
  if (sign === "+" || sign === "-") {
    if (rules.offset !== true) return reasons.offset;
    if (!/^[+-]\d*$/.test(text)) return reasons.portText;
    const number = wrapped(text.slice(1));
    return { first: number, last: number, sign };
  }
  const found = /^(\d+)(?:(-)(\d*))?$/.exec(text);
  if (found === null) return reasons.portText;
  const first = wrapped(found[1] ?? "");
  const isRange = found[2] !== undefined;
  if (isRange && rules.range !== true) return reasons.range;
  const last = isRange ? wrapped(found[3] ?? "") : first;
  if (first < lowest || first > 65535 || last < lowest || last > 65535) return reasons.portRange;
  return first > last ? reasons.backwards : { first, last };
}

/** The number of a text of one to five digits; -1 for any other text. */
function digitsOf(text: string): number {
  if (text.length > 5) return -1;
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function hostOf(text: string, wanted: 4 | 6 | undefined, rules: AddressRules, ports: Ports): SocketAddress | Rejection {
  const later = rules.names === "later";
  const bracketed = text.startsWith("[");
  if (bracketed && (!text.endsWith("]") || text.length < 4))
    return later ? withPorts("unknown", text, ports) : reasons.host;
  const host = bracketed ? text.slice(1, -1) : text;
  if (host === "" || host === "*")
    return withPorts(wanted === undefined ? "any" : wanted === 6 ? "ipv6" : "ipv4", "", ports);
  const family = familyOf(host);
  if (family !== undefined) {
    if (wanted !== undefined && wanted !== family) return later ? withPorts("unknown", host, ports) : reasons.family;
    return withPorts(family === 4 ? "ipv4" : "ipv6", host, ports);
  }
  // A name with an empty label has no form in the DNS (haproxy 3.4).
  if (host.includes("..") || host.startsWith(".")) return reasons.host;
  if (!isHostName(host)) return later ? withPorts("unknown", host, ports) : reasons.host;
  return rules.names !== undefined && rules.names !== false ? withPorts("name", host, ports) : reasons.name;
}

/**
 * What the program's resolver takes for a name: labels of letters, digits, `-` and `_`, at most 63 each. A name whose
 * last label is a number has no place in the DNS; the C library takes it for an address in one of the old forms.
 */
export function isHostName(text: string): boolean {
  if (text.length > 254 || !/^(?!-)(?:[\w-]{1,63}\.)*[\w-]{1,63}\.?$/.test(text)) return false;
  return !/(?:^|\.)\d+$/.test(text) || isOldIpv4(text);
}

/** Several addresses between commas, as `bind` takes them; one comma at the end does no harm. */
function parseSocketAddresses(text: string, rules: AddressRules): readonly SocketAddress[] | Rejection {
  const texts = text.endsWith(",") ? text.slice(0, -1).split(",") : text.split(",");
  const found: SocketAddress[] = [];
  for (const one of texts) {
    const address = parseSocketAddress(one, rules);
    if (address instanceof Rejection) return address;
    found.push(address);
  }
  return found;
}

/** What each place of the language allows (haproxy 3.4, the flags of its address parser). */
export const addressRules = {
  bind: { port: "needed", range: true, fd: true, stream: true, names: true },
  dgramBind: { port: "needed", range: true, fd: true, dgram: true, names: true },
  server: { port: "optional", offset: true, stream: true, dgram: true, names: "later" },
  peer: { port: "needed", stream: true, names: true },
  source: { port: "optional", range: true, stream: true, names: true },
  /** A host and perhaps a port: checks, `usesrc`, `dispatch`. */
  plain: { port: "optional", stream: true, names: true },
  withPort: { port: "needed", stream: true, names: true },
  nameserver: { port: "needed", dgram: true, stream: true, dgramFirst: true, names: true },
  log: { port: "optional", fd: true, dgram: true, stream: true, dgramFirst: true, names: true },
} as const satisfies Record<string, AddressRules>;

export function address(description: string, rules: AddressRules): ValueType {
  return { description, check: (value) => parseSocketAddress(value, rules) };
}

export function addresses(description: string, rules: AddressRules): ValueType {
  return { description, check: (value) => parseSocketAddresses(value, rules) };
}

/** Where logs go: an address, or a name for something that haproxy itself has. */
export function parseLogAddress(text: string): SocketAddress | Rejection {
  if (text === "stdout" || text === "stderr") return { family: "fd", host: text === "stdout" ? "1" : "2" };
  if (text.startsWith("ring@")) return { protocol: "ring", family: "ring", host: text.slice(5) };
  if (text.startsWith("backend@")) return { protocol: "backend", family: "name", host: text.slice(8) };
  const address = parseSocketAddress(text, addressRules.log);
  const misspelt =
    !(address instanceof Rejection) && address.family === "name" && nearestOf(text, ["stdout", "stderr"]);
  return typeof misspelt === "string" ? reasons.misspelt : address;
}
