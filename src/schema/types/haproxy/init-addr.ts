/** haproxy's `init-addr`: the ways to a server's first address, in their order. */
import { familyOf, isIpv4 } from "../inet.ts";
import { Rejection, type ValueType } from "../type.ts";

const methods: ReadonlySet<string> = new Set(["last", "libc", "none"]);
const mostMethods = 10;

const unknown = new Rejection("takes last, libc, none and one IP address");
const tooMany = new Rejection(`has more than ${mostMethods} methods`);
const twoAddresses = new Rejection("has an address behind another one");

/** Any address counts as none (haproxy 2.4 to 3.4): nothing between two commas, `*`, `0.0.0.0`, `::`. */
function isAnyAddress(text: string): boolean {
  return text === "" || text === "*" || text === "0.0.0.0" || text === "::" || text === "[::]";
}

function isAddress(text: string): boolean {
  return isIpv4(text) || familyOf(text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text) !== undefined;
}

export const initAddr: ValueType = {
  description: "last, libc, none and an IP address, between commas",
  check(value) {
    const parts = (value.endsWith(",") ? value.slice(0, -1) : value).split(",");
    let hasAddress = false;
    for (const part of parts) {
      if (methods.has(part)) continue;
      if (!isAnyAddress(part) && !isAddress(part)) return unknown;
      if (hasAddress) return twoAddresses;
      hasAddress = !isAnyAddress(part);
    }
    return parts.length > mostMethods ? tooMany : value;
  },
};
