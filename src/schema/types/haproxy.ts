/** The types of the haproxy notation. */
import { argumentTypes } from "../haproxy-expression/argument-types.ts";
import { address, addresses, addressRules, parseLogAddress } from "./haproxy/address.ts";
import { duration } from "./haproxy/duration.ts";
import { initAddr } from "./haproxy/init-addr.ts";
import { nameTypes } from "./haproxy/names.ts";
import { cpuSet } from "./haproxy/processors.ts";
import { regex } from "./haproxy/regex.ts";
import * as sets from "./haproxy/sets.ts";
import { size } from "./haproxy/size.ts";
import { wordTypes } from "./haproxy/words.ts";
import { familyOf, isIpv4, isOldIpv4 } from "./inet.ts";
import { parseNetworkAddress } from "./network-address.ts";
import {
  digits,
  float,
  hexBytes,
  int,
  intAnyBase,
  looseInt,
  looseLong,
  looseUnsigned,
  port,
  strictInt32,
} from "./numbers.ts";
import { anything, asNumber, oneOf, Rejection, shaped, type Types, type ValueType } from "./type.ts";

const notIp = new Rejection("is not an IP address");
const notNetwork = new Rejection("is not an address with a prefix length or a mask");
const notStatus = new Rejection("is not a status code between 100 and 599");
const notPercent = new Rejection("is not a number with a percent sign");

/** `10/8`: the program looks the part before the slash up as a name, and the C library knows the old short forms. */
function isOldNetwork(text: string): boolean {
  const [host = "", mask, ...more] = text.split("/");
  if (more.length > 0 || !isOldIpv4(host)) return false;
  return mask === undefined || isIpv4(mask) || (/^\d{1,2}$/.test(mask) && Number(mask) <= 32);
}

const notNetworks = new Rejection("is not a list of addresses with prefix lengths");
function isNetwork(text: string): boolean {
  return parseNetworkAddress(text, true) !== undefined || isOldNetwork(text);
}

const numbers: readonly (readonly [string, ValueType])[] = [
  ["int", int],
  ["loose-int", looseInt],
  ["loose-uint", looseUnsigned],
  ["loose-long", looseLong],
  ["int-32", strictInt32],
  ["digits", digits],
  ["int-any-base", intAnyBase],
  ["c-int", intAnyBase],
  ["float", float],
  ["octal", shaped("an octal number", /^[+-]?[0-7]+$/, "is not an octal number")],
  ["port", port(false)],
  ["port-or-zero", port(true)],
  ["port-range", shaped("a port or a range of ports", /^\d{1,5}(?:-\d{1,5})?$/, "is not a port or a range of ports")],
  ["hex-bytes", hexBytes],
  [
    "percent",
    {
      description: "a percentage such as 50%",
      check: (value) => (/^\d+%$/.test(value) ? Number.parseInt(value, 10) : notPercent),
      measure: asNumber,
    },
  ],
  [
    "http-status",
    {
      description: "an HTTP status code",
      check: (value) => (/^[1-5]\d\d$/.test(value) ? Number(value) : notStatus),
      measure: asNumber,
    },
  ],
  ["duration", duration("ms")],
  ["duration-s", duration("s")],
  ["duration-us", duration("us")],
  ["size", size(32)],
  ["size-64", size(64)],
];

const addressTypes: readonly (readonly [string, ValueType])[] = [
  ["bind-address", addresses("addresses with ports, such as :80 or 192.0.2.1:443", addressRules.bind)],
  ["dgram-bind-address", addresses("addresses with ports, such as :514", addressRules.dgramBind)],
  ["server-address", address("an address, with a port where it has one", addressRules.server)],
  ["peer-address", address("an address with its port", addressRules.peer)],
  ["source-address", address("an address, with a port or a range of ports where it has one", addressRules.source)],
  ["address", address("an address, with a port where it has one", addressRules.plain)],
  ["agent-address", address("an address", addressRules.plain)],
  ["address-port", address("an address with its port", addressRules.withPort)],
  ["nameserver-address", address("an address with its port", addressRules.nameserver)],
  ["log-address", { description: "where logs go: an address, stdout, stderr or ring@NAME", check: parseLogAddress }],
  ["ip", { description: "an IP address", check: (value) => (familyOf(value) === undefined ? notIp : value) }],
  ["ipv4", { description: "an IPv4 address", check: (value) => (isIpv4(value) ? value : notIp) }],
  ["ipv6", { description: "an IPv6 address", check: (value) => (familyOf(value) === 6 ? value : notIp) }],
  ["init-addr", initAddr],
  [
    "network-list",
    {
      description: "networks such as 10.0.0.0/8, separated by commas",
      check: (value) => (value.split(",").every((one) => one === "" || isNetwork(one)) ? value : notNetworks),
    },
  ],
  [
    "network",
    {
      description: "an address, with a prefix length or a mask where it has one",
      check: (value) => parseNetworkAddress(value, true) ?? (isOldNetwork(value) ? value : notNetwork),
    },
  ],
];

const words: readonly (readonly [string, ValueType])[] = [
  ["word", anything("a word")],
  ["string", anything("a text")],
  ["rest", anything("anything", { takes: "rest" })],
  ["some", anything("one word or more", { takes: "some" })],
  ["condition", anything("`if` or `unless` and ACLs", { takes: "condition" })],
  ["acl-test", anything("a fetch, flags and patterns", { takes: "some" })],
  ["converters", anything("converters such as field(1,:),lower")],
  ["expression", anything("a sample expression such as req.hdr(host),lower", { takes: "expression" })],
  ["log-format", anything("a log-format text")],
  ["secret", anything("a secret", { secret: true })],
  ["path", anything("a path")],
  ["header-name", anything("a header's name")],
  ["on-off", oneOf("on or off", ["on", "off"])],
  ["user-name", anything("a user of the system")],
  ["group-name", anything("a group of the system")],
  ["name", shaped("a name", /^[A-Za-z0-9.:_-]+$/, "has characters that a name cannot have")],
  ["regex", regex],
  ["thread-set", sets.threadSet],
  ["thread-range", sets.threadRange],
  ["process-set", sets.processSet],
  ["cpu-set", cpuSet],
  ["status-ranges", sets.statusRanges],
  ["log-sample", sets.logSample],
  ["tls-errors", sets.tlsErrors],
];

export const haproxyTypes: Types = new Map<string, ValueType>([
  ...nameTypes,
  ...argumentTypes,
  ...numbers,
  ...addressTypes,
  ...words,
  ...wordTypes,
]);
