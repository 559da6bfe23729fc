/** The members of a virtual router in the order of the election, and how a finding names them. */
import type { Node, VirtualRouter } from "../../model/cluster.ts";
import type { VrrpInstance } from "../../model/keepalived/config.ts";
import type { Related } from "../../text/diagnostic.ts";
import type { Place } from "../../text/span.ts";

export interface Member {
  readonly node: Node;
  readonly instance: VrrpInstance;
}

/** Highest base priority first; among equals the order of the nodes. */
export function byPriority(router: VirtualRouter): readonly Member[] {
  return [...router.members].sort((a, b) => b.instance.basePriority - a.instance.basePriority);
}

/** The member that the others are compared with (it should be master) and the others. Undefined for a router of one node. */
export function leaderAndOthers(router: VirtualRouter): { leader: Member; others: readonly Member[] } | undefined {
  const [leader, ...others] = byPriority(router);
  return leader === undefined || others.length === 0 ? undefined : { leader, others };
}

/** Where a value was set, or the instance's name where it was not. */
export function placeOf(instance: VrrpInstance, given: { readonly place: Place } | undefined): Place {
  return given?.place ?? instance.namePlace;
}

export function related(place: Place, message: string): readonly Related[] {
  return [{ ...place, message }];
}

/** `a, b, c, d and 3 more`: every finding of thousands may name thousands. */
export function someOf(names: readonly string[]): string {
  const shown = names.length > 5 ? names.slice(0, 4) : names;
  return `${shown.join(", ")}${shown === names ? "" : ` and ${names.length - shown.length} more`}`;
}
