/** Addresses with a prefix length or a mask. */
import type { NetworkAddress } from "../../ast/values.ts";
import { familyOf, isIpv4 } from "./inet.ts";

/**
 * `10.0.0.1`, `10.0.0.0/24`, `2001:db8::/32`; with `masks`, `10.0.0.0/255.255.255.0` as well. Nothing where the text is
 * no such address.
 */
export function parseNetworkAddress(text: string, masks = false): NetworkAddress | undefined {
  const slash = text.lastIndexOf("/");
  const address = slash === -1 ? text : text.slice(0, slash);
  const family = familyOf(address);
  if (family === undefined) return undefined;
  if (slash === -1) return { address, family };
  const suffix = text.slice(slash + 1);
  if (masks && family === 4 && isIpv4(suffix)) {
    const prefix = prefixOfMask(suffix);
    return prefix === undefined ? { address, family } : { address, family, prefix };
  }
  if (!/^\d{1,3}$/.test(suffix)) return undefined;
  const prefix = Number(suffix);
  return prefix > (family === 4 ? 32 : 128) ? undefined : { address, family, prefix };
}

/** The prefix length of a dotted mask; nothing where its ones are not together. */
function prefixOfMask(mask: string): number | undefined {
  const bits = mask
    .split(".")
    .map((octet) => Number(octet).toString(2).padStart(8, "0"))
    .join("");
  return /^1*0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : undefined;
}
