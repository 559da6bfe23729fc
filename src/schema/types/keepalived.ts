/** The types of the keepalived notation. */
import { addressTypes } from "./keepalived-addresses.ts";
import { numberTypes } from "./keepalived-numbers.ts";
import { routingTypes } from "./keepalived-routing.ts";
import { anything, oneOf, Rejection, shaped, type Types, type ValueType } from "./type.ts";

const encoder = new TextEncoder();

/** A text that keepalived cuts or refuses above a number of bytes. */
function limited(most: number): ValueType {
  const tooLong = new Rejection(`is longer than ${most} bytes`);
  return {
    description: `a word of up to ${most} bytes`,
    check: (value) => (encoder.encode(value).length > most ? tooLong : value),
  };
}

const notDevice = new Rejection("is not an interface name: 1 to 15 characters without `/` and `:`");
const device: ValueType = {
  description: "an interface name",
  check: (value) => (/^[^/:\s]{1,15}$/.test(value) && value !== "." && value !== ".." ? value : notDevice),
};
const tooLongInterface = new Rejection("is longer than an interface name can be (15 characters)");
const interfaceName: ValueType = {
  description: "an interface name",
  check: (value) => (encoder.encode(value).length > 15 ? tooLongInterface : value),
};
const loopback = new Rejection("is the loopback interface, which keepalived refuses for VRRP");
const ownInterface: ValueType = {
  description: "an interface name",
  check: (value) => (value === "lo" ? loopback : interfaceName.check(value)),
};

const singleBits = "I[RWX](?:USR|GRP|OTH)";
const bits = `(?:${singleBits}|IRWX[UGO])`;
function umaskOf(bit: string): ValueType {
  return shaped(
    "IRUSR, IWGRP and the like",
    new RegExp(`^(?:\\||\\|?${bit}(?:\\|${bit})*\\|?)$`),
    "has no permission bits such as IRUSR|IWGRP",
  );
}
const policies = new Set(["mtu", "advert"]);
const notPolicy = new Rejection("is neither MTU nor ADVERT");
const bufferPolicy: ValueType = {
  description: "MTU or ADVERT",
  check: (value) => (policies.has(value.toLowerCase()) ? value : notPolicy),
};

const emptyName = new Rejection("is empty");
const fileName: ValueType = { description: "a path", check: (value) => (value === "" ? emptyName : value) };

const badCodes = new Rejection("is not a status code from 100 to 599, nor a range of them such as 200-299");
const statusCodes: ValueType = {
  description: "a status code or a range of them",
  check(value) {
    const [, first, last = first] = /^(\d{3})(?:-(\d{3}))?$/.exec(value) ?? [];
    const [low, high] = [Number(first), Number(last)];
    return low >= 100 && high <= 599 && low <= high ? value : badCodes;
  },
};

const badKey = new Rejection("is not a key of 32 to 64 bytes: text, `hex:` digits, or `file:` and a path");
const hmacKey: ValueType = {
  description: "a key of 32 to 64 bytes: text, `hex:` digits, or `file:` and a path",
  secret: true,
  check(value) {
    if (value.startsWith("file:")) return value;
    if (value.startsWith("hex:")) return /^hex:(?:[0-9a-f]{2}){32,64}$/i.test(value) ? value : badKey;
    const length = encoder.encode(value).length;
    return length >= 32 && length <= 64 ? value : badKey;
  },
};

const dnsTypes = ["a", "ns", "cname", "soa", "mx", "txt", "aaaa", "rrsig", "dnskey"];
const named = [
  "vrrp-instance",
  "vrrp-script",
  "track-process",
  "track-file",
  "track-group",
  "sync-group",
  "virtual-server-group",
  "bfd-instance",
];

export const keepalivedTypes: Types = new Map<string, ValueType>([
  ...numberTypes,
  ...addressTypes,
  ...routingTypes,
  ["word", anything("a word")],
  ["string", anything("a text")],
  ["path", anything("a path")],
  ["user", anything("a user")],
  ["group", anything("a group")],
  ["command", anything("a command, in quotes where it has arguments")],
  ["secret", anything("a password", { secret: true })],
  ["rest", anything("anything", { takes: "rest" })],
  ...[15, 16, 27, 30, 4095].map((most) => [`text-${most}`, limited(most)] as const),
  ["interface", interfaceName],
  ["own-interface", ownInterface],
  ["device", device],
  ["file-name", fileName],
  ["status-codes", statusCodes],
  ["umask-bits", umaskOf(bits)],
  ["single-umask-bits", umaskOf(singleBits)],
  ["buffer-policy", bufferPolicy],
  ["hmac-key", hmacKey],
  ["hex", shaped("hexadecimal digits", /^[0-9a-f ]+$/i, "is not hexadecimal")],
  [
    "hex-pattern",
    shaped("hexadecimal digits, `x` for any", /^[0-9a-fx ]+$/i, "is not hexadecimal with `x` for any digit"),
  ],
  ["md5", shaped("an MD5 sum", /^[0-9a-f]{32}$/i, "is not an MD5 sum of 32 hexadecimal digits")],
  ["dns-type", oneOf("a DNS record type", dnsTypes, { anyCase: true })],
  // A first label of one letter counts as an empty one (keepalived 2.2.7 and 2.4.3, DNS_CHECK).
  [
    "dns-name",
    shaped("a DNS name", /^(?:[^.]?|\.|[^.]{2,}(?:\.[^.]+)*\.?)$/, "has an empty label, or a first one of one letter"),
  ],
  ["offset", anything("an offset")],
  ...named.flatMap((name) => [
    [`ref-${name}`, anything(`the name of a ${name.replaceAll("-", " ")}`)] as const,
    [`def-${name}`, anything(`a name for the ${name.replaceAll("-", " ")}`)] as const,
  ]),
]);
