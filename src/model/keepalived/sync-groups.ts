/** The sync group of an instance, and what it is tracked by together with the instance's own trackers. */
import { remembered } from "../../text/remembered.ts";
import type { KeepalivedConfig, SyncGroup, Track, VrrpInstance } from "./config.ts";

/** The sync group that an instance is a member of; of several the first. */
export function groupOf(config: KeepalivedConfig | undefined, { name }: VrrpInstance): SyncGroup | undefined {
  return config === undefined ? undefined : groupsByMember(config).get(name);
}

const groupsByMember = remembered(({ syncGroups }: KeepalivedConfig): ReadonlyMap<string, SyncGroup> => {
  const groups = new Map<string, SyncGroup>();
  for (const group of syncGroups) {
    for (const { value } of group.members) if (!groups.has(value)) groups.set(value, group);
  }
  return groups;
});

/** The track lines that an instance stands under: its own, then its group's. Their status says which of them the daemon takes. */
export function tracksInForce(config: KeepalivedConfig | undefined, instance: VrrpInstance): readonly Track[] {
  return [...instance.tracks, ...(groupOf(config, instance)?.tracks ?? [])];
}
