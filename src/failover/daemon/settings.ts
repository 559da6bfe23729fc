/** What one keepalived daemon runs with once it has read its files and made its corrections: the engine's input. */
import type { Place } from "../../text/span.ts";

/** All times of the engine are whole microseconds, as the daemon's are. */
export type Micros = number;
export const second: Micros = 1_000_000;

export interface AddressSetting {
  readonly address: string;
  /** Its prefix length. */
  readonly prefix: number;
  /** The interface that the daemon puts it on. */
  readonly device: string;
  readonly tracked: boolean;
}

export type TrackKind = "script" | "process" | "file" | "interface" | "bfd";

/** An instance's dependence on one tracked object, weights settled. */
export interface TrackSetting {
  readonly kind: TrackKind;
  readonly name: string;
  /** 0: failing means FAULT. */
  readonly weight: number;
  readonly reverse: boolean;
  readonly place: Place | undefined;
  /**
   * With which weights the object's state counts when the daemon starts or reads its configuration again, if not with
   * `weight`: one that the instance and its group track counts for both, though its changes count once.
   */
  readonly startWeights?: readonly number[];
}

/** What an advert of a peer may have left of its time to live. */
export interface TtlLimit {
  readonly low: number;
  readonly high: number;
}

export interface VmacSetting {
  readonly name: string;
  /** Adverts leave through it, not through the interface below. */
  readonly sends: boolean;
}

export interface InstanceSetting {
  readonly name: string;
  readonly place: Place | undefined;
  /** The state wanted at the start, after every correction. */
  readonly wanted: "MASTER" | "BACKUP";
  readonly interface: string;
  readonly vrid: number;
  readonly family: 4 | 6;
  readonly version: 2 | 3;
  readonly priority: number;
  readonly advert: Micros;
  readonly downAdverts: number;
  readonly auth: "none" | "PASS" | "AH";
  /** A secret: only compared. */
  readonly secret: string;
  /** The addresses that adverts carry, in order. */
  readonly addresses: readonly AddressSetting[];
  readonly excluded: readonly AddressSetting[];
  readonly nopreempt: boolean;
  readonly preemptDelay: Micros;
  readonly unicast: boolean;
  readonly peers: readonly string[];
  readonly source: string | undefined;
  readonly group: string;
  readonly checkUnicastSource: boolean;
  readonly ttl: number;
  readonly ttlLimits: ReadonlyMap<string, TtlLimit>;
  readonly skipAddressCheck: boolean;
  readonly answersLower: boolean;
  readonly answersHigher: boolean;
  readonly tracks: readonly TrackSetting[];
  /** Where its routes lead to, as `destinationOf` says it, but for those with `no_track`. */
  readonly routes: readonly string[];
  /** The interface of its own that holds its addresses (`use_vmac`). */
  readonly vmac: VmacSetting | undefined;
  /** The index of its sync group. */
  readonly syncGroup: number | undefined;
  /** Why it can never leave FAULT, such as unicast without peers where that was forbidden. */
  readonly alwaysFault: string | undefined;
}

export interface SyncGroupSetting {
  readonly name: string;
  readonly members: readonly number[];
  /** The group's own state before its members have started. */
  readonly startsAs: "MASTER" | "BACKUP";
}

export interface ScriptSetting {
  readonly name: string;
  readonly place: Place | undefined;
  readonly command: string;
  readonly interval: Micros;
  readonly timeout: Micros;
  readonly rise: number;
  readonly fall: number;
}

export interface ProcessSetting {
  readonly name: string;
  readonly command: string;
  readonly quorum: number;
  readonly quorumMax: number;
  readonly startDelay: Micros;
  readonly stopDelay: Micros;
}

export interface FileSetting {
  readonly name: string;
  readonly path: string;
  /** What the daemon itself writes into it at the start. */
  readonly initial: { readonly value: number; readonly overwrite: boolean } | undefined;
}

/** A BFD session as the bfd process runs it, with its defaults. */
export interface BfdSetting {
  readonly name: string;
  /** Absent: the bfd process has dropped the session, which therefore never comes up. */
  readonly neighbor: string | undefined;
  readonly source: string | undefined;
  readonly multihop: boolean;
  /** It speaks only once it was spoken to. */
  readonly passive: boolean;
  readonly ttl: number;
  /** By how much a packet's time to live may be below `ttl`; absent: it is not looked at. */
  readonly maxHops: number | undefined;
  readonly minRx: Micros;
  readonly minTx: Micros;
  /** Between packets while the session is not up. */
  readonly idleTx: Micros;
  readonly multiplier: number;
}

export interface DroppedTrack {
  readonly owner: string;
  readonly kind: TrackKind;
  readonly name: string;
  readonly why: string;
  readonly place: Place | undefined;
}

/** Something the daemon ignores, corrects or disables. */
export interface Note {
  readonly text: string;
  readonly place: Place | undefined;
}

export interface DaemonSetting {
  readonly instances: readonly InstanceSetting[];
  readonly groups: readonly SyncGroupSetting[];
  readonly scripts: readonly ScriptSetting[];
  readonly processes: readonly ProcessSetting[];
  readonly files: readonly FileSetting[];
  readonly bfds: readonly BfdSetting[];
  readonly startupDelay: Micros;
  /** Tracks that are written and have no effect. */
  readonly dropped: readonly DroppedTrack[];
  readonly notes: readonly Note[];
  /** The daemon ends at once: why. The lists are empty then. */
  readonly refuses: Note | undefined;
}
