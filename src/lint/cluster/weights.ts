/** What the trackers of an instance do to its priority, as keepalived adds them up (semantics of 2.0 to 2.4). */
import type { Track } from "../../model/keepalived/config.ts";
import { groupOf } from "../../model/keepalived/sync-groups.ts";
import type { Place } from "../../text/span.ts";
import type { Member } from "./members.ts";

export interface WeightedTrack {
  readonly track: Track;
  /** Where the weight is written: on the track line, or in the tracked object. */
  readonly place: Place;
  /** Added to the priority while all is well, and while it is not. */
  readonly whileUp: number;
  readonly whileDown: number;
}

/** The trackers that change the priority of an instance. What a file says is not known, and the owner of an address has none. */
export function weightedTracks(member: Member): readonly WeightedTrack[] {
  if (member.instance.basePriority === 255) return [];
  return tracksOf(member)
    .filter(({ kind, effectiveWeight }) => kind !== "file" && effectiveWeight !== 0)
    .map((track) => {
      const { effectiveWeight: weight, reverse } = track;
      const change = reverse ? -weight : weight;
      const place = track.weightPlace ?? track.place;
      return { track, place, whileUp: weight > 0 ? change : 0, whileDown: weight < 0 ? change : 0 };
    });
}

/** A tracker whose failure costs an instance a part of its priority; with one it stays in the election when it fails. */
export function losingTrack(member: Member): WeightedTrack | undefined {
  return weightedTracks(member).find(({ whileUp, whileDown }) => whileDown < whileUp);
}

/** The lines that the daemon takes, each object once: where its group tracks it too, the weight of the group counts. */
function tracksOf({ instance, node }: Member): readonly Track[] {
  const group = groupOf(node.keepalived, instance);
  const own = instance.tracks.filter(
    // The own interface is tracked without weight, whatever its line says.
    (track) => isTaken(track) && !(track.kind === "interface" && track.name === instance.interface?.value),
  );
  if (group === undefined) return own;
  const kept = group.trackingWeight ? own : own.filter(isKeptInGroup);
  const hasOwner = node.keepalived?.instances.some(
    (one) => one.basePriority === 255 && groupOf(node.keepalived, one) === group,
  );
  const grouped = hasOwner === true ? [] : group.tracks.filter(isTaken);
  return [
    ...kept.filter((track) => track.effectiveWeight === 0 || !grouped.some(isSame(track))),
    // An instance that tracks the object without a weight keeps that.
    ...grouped.filter((track) => !kept.some((one) => one.effectiveWeight === 0 && isSame(track)(one))),
  ];
}

function isTaken({ status }: Track): boolean {
  return status === "tracked";
}

/** Without `sync_group_tracking_weight` a group drops what its members track with a weight, but for processes and interfaces. */
function isKeptInGroup({ kind, effectiveWeight }: Track): boolean {
  return effectiveWeight === 0 || kind === "process" || kind === "interface";
}

function isSame({ kind, name }: Track): (other: Track) => boolean {
  return (other) => other.kind === kind && other.name === name;
}

/** The priority in force while everything is well: base plus positive weights, within 1 and 254. */
export function healthyPriority(member: Member): number {
  return clamp(member, sum(weightedTracks(member).map(({ whileUp }) => whileUp)));
}

/** The priority while the given trackers fail and the others are well. */
export function priorityWithout(member: Member, failed: readonly WeightedTrack[]): number {
  const names = new Set(failed.map(({ track }) => `${track.kind} ${track.name}`));
  const changes = weightedTracks(member).map(({ track, whileUp, whileDown }) =>
    names.has(`${track.kind} ${track.name}`) ? whileDown : whileUp,
  );
  return clamp(member, sum(changes));
}

function clamp({ instance }: Member, change: number): number {
  if (instance.basePriority === 255) return 255;
  return Math.min(254, Math.max(1, instance.basePriority + change));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
