/** `vrrp_sync_group`: its members as written and what they are tracked by together. */
import type { SyncGroup } from "./config.ts";
import type { EffectiveStatement } from "./effective.ts";
import { bodyOf, firstOf, lastOf, named } from "./settings.ts";
import { readTracks, type Trackables } from "./track.ts";

export function readSyncGroup(statement: EffectiveStatement, order: number, objects: Trackables): SyncGroup {
  const body = bodyOf(statement);
  // A second `group` block is reported and skipped.
  const group = firstOf(body, "group");
  const words = group === undefined ? [] : bodyOf(group).flatMap((line) => [line.keyword, ...line.args]);
  return {
    ...named(statement),
    members: words.filter((word) => !word.unknown),
    tracks: readTracks(body, order, objects),
    trackingWeight: lastOf(body, "sync_group_tracking_weight") !== undefined,
  };
}
