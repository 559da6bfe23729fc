/** The corrections that the daemon makes once an instance has been read to its end. */

import { type GroupDraft, type Reading, Refusal } from "./read-config.ts";
import type { Draft } from "./read-instance.ts";
import { type AddressSetting, type InstanceSetting, type Micros, second, type TrackSetting } from "./settings.ts";

interface Surroundings {
  readonly reading: Reading;
  readonly group: GroupDraft | undefined;
  readonly syncGroup: number | undefined;
  readonly ownerInGroup: boolean;
  /** Whether the tracked object survives the daemon's security checks. */
  runs(track: TrackSetting): boolean;
}

const owner = 255;

export function completeInstance(draft: Draft, around: Surroundings): InstanceSetting {
  const { reading, syncGroup } = around;
  const { globals, rules } = reading;
  if (draft.vrid === undefined) throw new Refusal(`${draft.name} has no valid virtual_router_id`, draft.place);
  if (draft.interface === undefined && (draft.peers.length === 0 || draft.source === undefined)) {
    throw new Refusal(`${draft.name} has no interface`, draft.place);
  }
  const strict = isStrict(draft, reading);
  const family = draft.family ?? 4;
  const version =
    draft.version === 2 && family === 6 && strict ? 3 : (draft.version ?? (family === 6 ? 3 : globals.version));
  if (draft.addresses.length === 0 && (version === 3 || strict || family === 6)) {
    throw new Refusal(`${draft.name} has no virtual address`, draft.place);
  }
  const unicast = draft.peers.length > 0;
  if (strict && unicast && rules.strictRefusesUnicast) {
    throw new Refusal(`${draft.name}: unicast peers are not allowed in strict mode`, draft.place);
  }
  const priority = settledPriority(draft);
  const auth = settledAuth(draft, { strict, version, family });
  const wanted = settledState(draft, { strict, priority, auth });
  const nopreempt = draft.nopreempt && priority !== owner && wanted !== "MASTER";
  const device = draft.interface ?? "";
  const place = (address: Draft["addresses"][number]): AddressSetting => ({
    ...address,
    device: address.device ?? device,
  });
  return {
    name: draft.name,
    place: draft.place,
    wanted: inGroup(wanted, priority, around),
    interface: device,
    vrid: draft.vrid,
    family,
    version,
    priority,
    advert: settledAdvert(draft.advert, version),
    downAdverts: strict ? 3 : (draft.downAdverts ?? globals.downAdverts ?? 3),
    auth,
    secret: draft.secret,
    addresses: draft.addresses.map(place),
    excluded: draft.excluded.map(place),
    nopreempt,
    preemptDelay: wanted === "MASTER" || strict || nopreempt ? 0 : draft.preemptDelay,
    unicast,
    peers: draft.peers,
    source: draft.source,
    group: draft.group ?? (family === 4 ? globals.group4 : globals.group6),
    checkUnicastSource: draft.checkUnicastSource || globals.checkUnicastSource,
    ttl: draft.ttl,
    ttlLimits: draft.ttlLimits,
    skipAddressCheck: draft.skipAddressCheck ?? globals.skipAddressCheck,
    answersLower: strict ? false : (draft.answersLower ?? globals.answersLower),
    answersHigher: strict ? false : (draft.answersHigher ?? globals.answersHigher),
    tracks: settledTracks(draft, { ...around, priority, device }),
    routes: draft.routes,
    vmac:
      draft.vmac === undefined
        ? undefined
        : {
            name: draft.vmac.name ?? `vrrp${family === 6 ? "6" : ""}.${draft.vrid}`,
            sends: !draft.vmacSendsBelow && !unicast,
          },
    syncGroup,
    alwaysFault: !unicast && draft.faultWithoutPeers ? "unicast without peers" : undefined,
  };
}

interface Kind {
  readonly strict: boolean;
  readonly version: 2 | 3;
  readonly family: 4 | 6;
}

function settledAuth(draft: Draft, { strict, version, family }: Kind): "none" | "PASS" | "AH" {
  if (draft.authType === undefined || strict || version === 3 || draft.secret === "") return "none";
  return family === 6 && draft.authType === "AH" ? "none" : draft.authType;
}

function settledState(
  draft: Draft,
  { strict, priority, auth }: { strict: boolean; priority: number; auth: string },
): "MASTER" | "BACKUP" {
  const byPriority = priority === owner ? "MASTER" : "BACKUP";
  if (draft.wanted === undefined || strict) return byPriority;
  return auth === "AH" && priority !== owner ? "BACKUP" : draft.wanted;
}

/** A member of a sync group starts as MASTER only where all are the owners of their addresses. */
function inGroup(wanted: "MASTER" | "BACKUP", priority: number, { group, reading }: Surroundings): "MASTER" | "BACKUP" {
  if (group === undefined || wanted === "BACKUP") return wanted;
  const members = reading.instances.filter(({ name }) => group.members.includes(name));
  const startsAsOwner = (member: Draft) =>
    settledPriority(member) === owner && (isStrict(member, reading) || member.wanted !== "BACKUP");
  return priority === owner && members.every(startsAsOwner) ? "MASTER" : "BACKUP";
}

/** keepalived 2.2.7, vrrp_complete_instance. */
function settledPriority({ priority, wanted }: Draft): number {
  return priority ?? (wanted === "MASTER" ? owner : 100);
}

function isStrict({ strict }: Draft, { globals }: Reading): boolean {
  return strict ?? globals.strict;
}

/** Whole seconds in version 2, hundredths in version 3. */
function settledAdvert(advert: Micros | undefined, version: 2 | 3): Micros {
  const value = advert ?? second;
  if (version === 2) return Math.max(second, Math.floor((value + second / 2) / second) * second);
  const unit = second / 100;
  const limited = value >= 4096 * unit ? 4095 * unit : value;
  return limited % unit === 0 ? limited : Math.max(unit, Math.floor((limited + unit / 2) / unit) * unit);
}

interface Tracking extends Surroundings {
  readonly priority: number;
  readonly device: string;
}

/** The instance's own tracks, its interfaces', and its group's. */
function settledTracks(draft: Draft, at: Tracking): readonly TrackSetting[] {
  const { group, priority, reading } = at;
  const grouped = group !== undefined && !group.trackingWeight;
  const tracks: TrackSetting[] = [];
  for (const track of draft.tracks) {
    if (!at.runs(track)) {
      reading.dropped.push({ ...track, owner: draft.name, why: "the check is disabled" });
      continue;
    }
    const kept = withoutWeights(track, { grouped, owner: priority === owner });
    if (kept === undefined || kept.weight !== track.weight) {
      const why = grouped ? "of the sync group" : "it is the address owner";
      reading.notes.push({
        text: `${draft.name}: the weight of ${track.kind} ${track.name} is ignored because ${why}`,
        place: track.place,
      });
    }
    if (kept === undefined) {
      reading.dropped.push({
        ...track,
        owner: draft.name,
        why: grouped ? "weights do not count in a sync group" : "an address owner has no weights",
      });
    }
    if (kept !== undefined && !(kept.kind === "interface" && kept.name === at.device)) tracks.push(kept);
  }
  addInterfaces(tracks, draft, at.device);
  for (const track of group?.tracks ?? []) {
    if (!at.runs(track)) continue;
    const weight = at.ownerInGroup ? 0 : track.weight;
    const same = tracks.findIndex(({ kind, name }) => kind === track.kind && name === track.name);
    const own = tracks[same];
    if (own === undefined) tracks.push({ ...track, weight });
    else tracks[same] = trackedTwice(own, { ...track, weight });
  }
  return tracks;
}

/** The group's weight counts, but for an instance's own track without weight. Of a process the instance's direction stays. */
function trackedTwice(own: TrackSetting, grouped: TrackSetting): TrackSetting {
  const startWeights = [own.weight, grouped.weight];
  if (own.weight === 0) return { ...own, startWeights };
  return { ...grouped, reverse: own.kind === "process" ? own.reverse : grouped.reverse, startWeights };
}

/**
 * What a weighted track becomes in a sync group without tracking weight, or under the address owner. Processes keep their
 * weight, and in a group so do interfaces: the daemon says that it ignores that weight, but has already noted it by then.
 */
function withoutWeights(track: TrackSetting, at: { grouped: boolean; owner: boolean }): TrackSetting | undefined {
  if (track.weight === 0 || (!at.grouped && !at.owner) || track.kind === "process") return track;
  if (track.kind === "interface" && at.grouped) return track;
  if (track.kind === "file" && track.weight === 1) return { ...track, weight: 0 };
  return undefined;
}

/** The own interface and those of the addresses, routes and rules are tracked without weight, whatever track_interface says of them. */
function addInterfaces(tracks: TrackSetting[], draft: Draft, device: string): void {
  const names = new Set<string>();
  if (draft.trackPrimary && device !== "") names.add(device);
  for (const address of [...draft.addresses, ...draft.excluded]) {
    const name = address.device ?? device;
    if (address.tracked && name !== "" && (draft.trackPrimary || name !== device)) names.add(name);
  }
  for (const name of draft.routed) names.add(name);
  for (const name of names) {
    const same = tracks.findIndex((track) => track.kind === "interface" && track.name === name);
    const track: TrackSetting = { kind: "interface", name, weight: 0, reverse: false, place: undefined };
    if (same < 0) tracks.push(track);
    else if (tracks[same]?.weight !== 0) tracks[same] = track;
  }
}
