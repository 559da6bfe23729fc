/** The sync group of an instance, and what it is tracked by together with the instance's own trackers. */
import type { KeepalivedConfig, SyncGroup, Track, VrrpInstance } from "./config.ts";

export function groupOf(config: KeepalivedConfig | undefined, { name }: VrrpInstance): SyncGroup | undefined {
  return config?.syncGroups.find(({ members }) => members.some(({ value }) => value === name));
}

/** The track lines that an instance stands under: its own, then its group's. Their status says which of them the daemon takes. */
export function tracksInForce(config: KeepalivedConfig | undefined, instance: VrrpInstance): readonly Track[] {
  return [...instance.tracks, ...(groupOf(config, instance)?.tracks ?? [])];
}
