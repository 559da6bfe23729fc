/** What the trackers of an instance do to its priority, as keepalived adds them up (semantics of 2.0 to 2.4). */
import type { Track } from "../../model/keepalived/config.ts";
import type { Place } from "../../text/span.ts";
import type { Member } from "./members.ts";

export interface WeightedTrack {
  readonly track: Track;
  readonly weight: number;
  /** Where the weight is written: on the track line, or in the tracked object. */
  readonly place: Place;
  /** Added to the priority while all is well, and while it is not. */
  readonly whileUp: number;
  readonly whileDown: number;
}

/** The trackers of an instance that change its priority. Undefined names, weight 0 and what a sync group drops are left out. */
export function weightedTracks(member: Member): readonly WeightedTrack[] {
  const { instance, node } = member;
  const config = node.keepalived;
  if (config === undefined || instance.basePriority === 255) return [];
  const group = config.syncGroups.find(({ members }) => members.some(({ value }) => value === instance.name));
  if (group !== undefined && !group.trackingWeight) return [];
  const seen = new Set<string>();
  return instance.tracks.flatMap((track) => {
    const key = `${track.kind} ${track.name}`;
    if (seen.has(key) || track.kind === "file") return [];
    seen.add(key);
    const defined = definitionOf(member, track);
    if (defined === undefined) return [];
    const given = track.weight ?? defined.weight;
    const weight = given?.value ?? 0;
    if (given === undefined || weight === 0) return [];
    const sign = track.reverse !== (defined.reverse ?? false) ? -1 : 1;
    const up = weight > 0 ? weight * sign : 0;
    const down = weight < 0 ? weight * sign : 0;
    return [{ track, weight, place: given.place, whileUp: up, whileDown: down }];
  });
}

function definitionOf({ node, instance }: Member, { kind, name }: Track) {
  const config = node.keepalived;
  switch (kind) {
    case "script":
      return definedAbove(config?.scripts ?? [], name, instance.place);
    case "process":
      return definedAbove(config?.processes ?? [], name, instance.place);
    case "bfd": {
      const found = definedAbove(config?.bfdInstances ?? [], name, instance.place);
      return found && { weight: found.weight, reverse: false };
    }
    case "interface":
      return { weight: undefined, reverse: false };
    case "file":
      return undefined;
  }
}

/** keepalived finds only what stands above the instance. */
function definedAbove<T extends { readonly name: string; readonly place: Place }>(
  objects: readonly T[],
  name: string,
  instance: Place,
): T | undefined {
  return objects.find(
    (object) =>
      object.name === name && (object.place.path !== instance.path || object.place.span.start < instance.span.start),
  );
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
