/** Who sends adverts to whom, as the configs say it. */
import { endpointKey } from "../../model/instance-addresses.ts";
import type { Member } from "./members.ts";

/** Whether the instance sends its adverts to single addresses: it has a peer list that is not empty. */
export function isUnicast({ instance }: Member): boolean {
  return instance.unicastPeers.length > 0;
}

/** The address that the node's adverts come from, where the config says it. */
export function sourceOf({ instance }: Member): string | undefined {
  return instance.unicastSource?.value ?? instance.multicastSource?.value;
}

/** Whether `from` sends its adverts to the address of `to`; undefined where the config does not say that address. */
export function sendsTo(from: Member, to: Member): boolean | undefined {
  const address = sourceOf(to);
  if (address === undefined) return undefined;
  const key = endpointKey(address);
  return from.instance.unicastPeers.some(({ value }) => endpointKey(value) === key);
}

/** Whether both say that they send from one and the same address. */
export function sharesSource(one: Member, other: Member): boolean {
  const [own, theirs] = [sourceOf(one), sourceOf(other)];
  return own !== undefined && theirs !== undefined && endpointKey(own) === endpointKey(theirs);
}
