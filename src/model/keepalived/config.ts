/**
 * What a node's keepalived will run with: every object of the effective configuration with its values understood and
 * its defaults known. Each value keeps the place where it was set; an absent one was not set.
 */
import type { NetworkAddress } from "../../ast/values.ts";
import type { Place } from "../../text/span.ts";
import type { EffectiveProblem, EffectiveStatement, EffectiveWord } from "./effective.ts";

/** A value that a file sets. Where a keyword is repeated it is the one the daemon uses. */
export interface Given<T> {
  readonly value: T;
  /** As written, for messages. */
  readonly text: string;
  readonly place: Place;
}

export interface Named {
  readonly name: string;
  readonly namePlace: Place;
  /** The whole block. */
  readonly place: Place;
  readonly statement: EffectiveStatement;
}

export interface VirtualAddress extends NetworkAddress {
  readonly text: string;
  readonly place: Place;
  /** `dev eth1`; the instance's interface where absent. */
  readonly device?: Given<string>;
  readonly label?: Given<string>;
  /** The words after the address that are none of the above. */
  readonly options: readonly string[];
}

/** An entry of a list that the daemon drops, and why. */
export interface RefusedEntry {
  readonly text: string;
  readonly place: Place;
  readonly reason: "invalid" | "other-family" | "duplicate" | "incomplete";
}

/** One line of a `track_…` block. */
export interface Track {
  readonly kind: "script" | "process" | "file" | "interface" | "bfd";
  readonly name: string;
  readonly place: Place;
  readonly line: EffectiveStatement;
  /**
   * What the daemon makes of the line. Only `tracked` has an effect: an object has to stand above the instance, and a
   * line with an unknown word (a second name) is dropped whole.
   */
  readonly status: "tracked" | "undefined" | "defined-later" | "duplicate" | "unknown-option" | "no-weight";
  /** `weight N` on the track line: it replaces the object's own. */
  readonly weight?: Given<number>;
  /** The line's weight, or the object's, or the kind's default. */
  readonly effectiveWeight: number;
  /** Where that weight is written; absent for the kind's default. */
  readonly weightPlace?: Place;
  /** The line's word, or the object's. */
  readonly reverse: boolean;
}

export interface Authentication {
  readonly type?: Given<"PASS" | "AH">;
  /** A secret: it must not reach a message. */
  readonly password?: Given<string>;
  readonly place: Place;
  /** What is in force after version, family, strict mode and a missing type or password are taken in. */
  readonly effective: "none" | "PASS" | "AH";
}

export interface VrrpInstance extends Named {
  /** The first of two same-named instances is used, the daemon skips the others. */
  readonly isSkipped: boolean;
  readonly state?: Given<"MASTER" | "BACKUP">;
  /** What it starts as: `state`, or by priority; strict mode and AH change it. */
  readonly initialState: "MASTER" | "BACKUP";
  readonly interface?: Given<string>;
  readonly virtualRouterId?: Given<number>;
  readonly priority?: Given<number>;
  /** `priority`, or the daemon's default: 100, but 255 where `state MASTER` has none. */
  readonly basePriority: number;
  /** Seconds. */
  readonly advertInterval?: Given<number>;
  /** Seconds; 1 where none is set, and rounded as the version needs it. */
  readonly effectiveAdvertInterval: number;
  readonly version?: Given<2 | 3>;
  /** With `vrrp_version`, `native_ipv6` and the family of the addresses taken in. */
  readonly effectiveVersion: 2 | 3;
  readonly family: 4 | 6;
  readonly authentication?: Authentication;
  readonly virtualAddresses: readonly VirtualAddress[];
  readonly excludedAddresses: readonly VirtualAddress[];
  readonly refusedAddresses: readonly RefusedEntry[];
  readonly nopreempt?: Place;
  /** Not with priority 255 or where it starts as MASTER. */
  readonly effectiveNopreempt: boolean;
  /** Seconds. */
  readonly preemptDelay?: Given<number>;
  /** Seconds; 0 with MASTER, nopreempt or strict mode. */
  readonly effectivePreemptDelay: number;
  readonly unicastSource?: Given<string>;
  readonly unicastPeers: readonly Given<string>[];
  readonly refusedPeers: readonly RefusedEntry[];
  /** A source address or a multicast group of the other family. */
  readonly refusedSources: readonly RefusedEntry[];
  readonly unicastPeerBlock?: Place;
  /** At least one peer is usable; without one a unicast keyword alone means multicast. */
  readonly usesUnicast: boolean;
  readonly multicastSource?: Given<string>;
  readonly multicastGroup?: Given<string>;
  readonly checkUnicastSource: boolean;
  readonly dontTrackPrimary?: Place;
  readonly strict: boolean;
  readonly skipCheckAdvertAddress: boolean;
  /** The daemon's default is yes, but no in strict mode. */
  readonly accept: boolean;
  readonly downTimerAdverts: number;
  readonly useVmac?: Place;
  /** `no_virtual_ipaddress`. */
  readonly noVirtualAddress?: Place;
  readonly lowerPriorityNoAdvert: boolean;
  readonly higherPrioritySendAdvert: boolean;
  readonly ownerIgnoreAdverts: boolean;
  readonly tracks: readonly Track[];
}

export interface VrrpScript extends Named {
  readonly script?: Given<string>;
  /** Seconds; the daemon's default is 1. */
  readonly interval?: Given<number>;
  readonly timeout?: Given<number>;
  readonly weight?: Given<number>;
  readonly reverse: boolean;
  readonly rise?: Given<number>;
  readonly fall?: Given<number>;
  readonly initFail: boolean;
  readonly user?: Given<string>;
}

export interface TrackedProcess extends Named {
  readonly process?: Given<string>;
  readonly weight?: Given<number>;
  readonly reverse: boolean;
  readonly quorum?: Given<number>;
  readonly quorumMax?: Given<number>;
  /** Seconds. */
  readonly delay?: Given<number>;
  readonly terminateDelay?: Given<number>;
  readonly forkDelay?: Given<number>;
}

export interface TrackedFile extends Named {
  readonly file?: Given<string>;
  readonly weight?: Given<number>;
  readonly reverse: boolean;
  readonly initial?: { readonly value: number; readonly overwrite: boolean };
}

export interface BfdInstance extends Named {
  readonly neighbour?: Given<string>;
  readonly source?: Given<string>;
  readonly weight?: Given<number>;
  readonly reverse: boolean;
}

export interface SyncGroup extends Named {
  /** As written, with those that no instance has. */
  readonly members: readonly EffectiveWord[];
  readonly tracks: readonly Track[];
  readonly trackingWeight: boolean;
}

export interface RealServer {
  readonly address: Given<string>;
  readonly port?: Given<number>;
  readonly weight?: Given<number>;
  /** `HTTP_GET`, `TCP_CHECK`… as written. */
  readonly checkers: readonly EffectiveStatement[];
  readonly statement: EffectiveStatement;
  readonly place: Place;
}

export interface VirtualServer {
  /** `address port`, `fwmark N` or `group NAME`, as written. */
  readonly key: string;
  readonly address?: Given<string>;
  readonly port?: Given<number>;
  readonly fwmark?: Given<number>;
  readonly group?: Given<string>;
  readonly protocol?: Given<string>;
  readonly quorum?: Given<number>;
  readonly realServers: readonly RealServer[];
  readonly statement: EffectiveStatement;
  readonly place: Place;
}

export interface KeepalivedGlobals {
  readonly place?: Place;
  readonly routerId?: Given<string>;
  readonly vrrpVersion?: Given<2 | 3>;
  readonly strict?: Place;
  readonly scriptSecurity?: Place;
  readonly scriptUser?: Given<string>;
  readonly startupDelay?: Given<number>;
  readonly multicastGroup4?: Given<string>;
  readonly multicastGroup6?: Given<string>;
  readonly dynamicInterfaces: boolean;
  readonly smtpServer?: Given<string>;
  readonly checkUnicastSource: boolean;
  readonly skipCheckAdvertAddress: boolean;
  readonly downTimerAdverts?: Given<number>;
  readonly defaultInterface?: Given<string>;
  readonly lowerPriorityNoAdvert: boolean;
  readonly higherPrioritySendAdvert: boolean;
  readonly ownerIgnoreAdverts: boolean;
}

/** The effective configuration of one node's keepalived. Objects stand in the order of the files. */
export interface KeepalivedConfig {
  readonly statements: readonly EffectiveStatement[];
  /** What went wrong while the files were put together. */
  readonly problems: readonly EffectiveProblem[];
  readonly globals: KeepalivedGlobals;
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
  readonly scripts: readonly VrrpScript[];
  readonly processes: readonly TrackedProcess[];
  readonly files: readonly TrackedFile[];
  readonly bfdInstances: readonly BfdInstance[];
  readonly virtualServers: readonly VirtualServer[];
}
