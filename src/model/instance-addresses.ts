/** Comparison of instances by their addresses. */
import { withoutSuffix } from "../schema/types/keepalived-addresses.ts";
import { remembered } from "../text/remembered.ts";
import { addressBits, canonicalAddress, parseAddress } from "./address.ts";
import type { VirtualAddress, VrrpInstance } from "./keepalived/config.ts";

/** One spelling for each virtual address. */
export function addressKey(address: VirtualAddress): string {
  return canonicalAddress(address.address);
}

/** One spelling for each peer, source address and multicast group: what stands behind the address does not count. */
export function endpointKey(text: string): string {
  return canonicalAddress(withoutSuffix(text));
}

/** The virtual addresses of an instance by their keys: those of adverts, or others that it holds. */
export function byAddressKey(addresses: readonly VirtualAddress[]): ReadonlyMap<string, VirtualAddress> {
  return new Map(addresses.map((address) => [addressKey(address), address]));
}

/** All addresses that the instance holds as master: those that it advertises, then the excluded ones. */
export function heldAddresses({ virtualAddresses, excludedAddresses }: VrrpInstance): readonly VirtualAddress[] {
  return [...virtualAddresses, ...excludedAddresses];
}

/** The virtual addresses, those that are not advertised among them. */
export const addressKeys = remembered(
  (instance: VrrpInstance): ReadonlySet<string> => new Set(heldAddresses(instance).map(addressKey)),
);

/** The networks that the prefixes of an instance's addresses say. */
export function prefixedNetworks(instance: VrrpInstance): readonly string[] {
  return instance.virtualAddresses.flatMap((one) => {
    const address = parseAddress(one.address);
    const bits = one.family === 4 ? 32 : 128;
    if (address === undefined || one.prefix === undefined || one.prefix >= bits) return [];
    return [`${one.family} ${one.prefix} ${addressBits(address) >> BigInt(bits - one.prefix)}`];
  });
}

/** The /24 and /64 networks that an instance's addresses lie in. */
export function networkKeys(instance: VrrpInstance): ReadonlySet<string> {
  const found = new Set<string>();
  for (const key of addressKeys(instance)) {
    const address = parseAddress(key);
    if (address === undefined) continue;
    found.add(`${address.family} ${addressBits(address) >> (address.family === 4 ? 8n : 64n)}`);
  }
  return found;
}
