/**
 * Words of routes and rules. Names may also come from the node's own /etc/iproute2, so an unknown one is only
 * suspicious: types that begin with `rt-` are reported more softly.
 */
import { anyBase } from "./keepalived-numbers.ts";
import { anything, oneOf, Rejection, type ValueType } from "./type.ts";

function named(description: string, names: readonly string[], most: number): ValueType {
  const known = new Set(names);
  const unknown = new Rejection(`is no number up to ${most} and none of the usual names (${names.join(", ")})`);
  return {
    description,
    check(value) {
      if (known.has(value)) return value;
      const number = anyBase(value);
      return number !== undefined && number <= most ? value : unknown;
    },
  };
}

const scopes = ["global", "nowhere", "host", "link", "site"];
const protocols =
  "none redirect kernel boot static gated ra mrt zebra bird babel dnrouted xorp ntk dhcp keepalived bgp isis ospf rip eigrp mrouted".split(
    " ",
  );

const zeroTable = new Rejection("is no routing table");
const table = named("a routing table", ["default", "main", "local"], 0xffffffff);
const rtTable: ValueType = {
  ...table,
  check: (value) => (anyBase(value) === 0 ? zeroTable : table.check(value)),
};

const typeNames =
  "local nat broadcast brd anycast multicast prohibit unreachable blackhole xresolve unicast throw".split(" ");
const routeTypes = new Set(typeNames);
const notType = new Rejection(`is none of ${typeNames.join(", ")}`);
const routeType: ValueType = {
  description: "a route type",
  check: (value) => (routeTypes.has(value) || (anyBase(value) ?? 256) <= 255 ? value : notType),
};

const notTime = new Rejection("is not a time such as 300ms or 1.5s");
const rtt: ValueType = {
  description: "a time such as 300ms or 1.5s",
  check: (value) => (/^\s*\+?\d+(?:\.\d{0,3})?(?:m?s(?:ecs?)?)?$/i.test(value) ? value : notTime),
};

const notLabels = new Rejection("is not a list of MPLS labels with / between them");
const mpls: ValueType = {
  description: "MPLS labels",
  check: (value) =>
    /^\d{1,7}(?:\/\d{1,7})*$/.test(value) && value.split("/").every((label) => Number(label) < 2 ** 20)
      ? value
      : notLabels,
};

/** Names are the node's own; numbers fit into a byte (keepalived 2.2.7). */
const notByte = new Rejection("is above 255");
function byteOrName(description: string): ValueType {
  return {
    description,
    check: (value) => (value.split("/").some((part) => (anyBase(part) ?? 0) > 255) ? notByte : value),
  };
}

const notLocator = new Rejection("is not a locator of four hexadecimal parts");
const ila: ValueType = {
  description: "a locator such as 1:2:3:4",
  check: (value) => (/^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){3}$/i.test(value) ? value : notLocator),
};

export const routingTypes: readonly (readonly [string, ValueType])[] = [
  ["rt-scope", named("a scope", scopes, 255)],
  ["rt-protocol", named("a routing protocol", protocols, 255)],
  ["rt-table", rtTable],
  ["route-type", routeType],
  ["dsfield", byteOrName("a type of service")],
  ["realms", byteOrName("realms")],
  ["rtt", rtt],
  ["mpls", mpls],
  ["ila", ila],
  ["ip-protocol", anything("an IP protocol")],
  ["lvs-protocol", oneOf("TCP, UDP or SCTP", ["tcp", "udp", "sctp"], { anyCase: true })],
];
