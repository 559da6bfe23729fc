/**
 * What a node's keepalived will run with: every object of the effective configuration with its values understood and
 * its defaults known. Each value keeps the place where it was set; an absent one was not set.
 */
import type { NetworkAddress } from "../../ast/values.ts";
import type { Place } from "../../text/span.ts";
import type { EffectiveStatement } from "./effective.ts";

/** A value that a file sets. Where a keyword is repeated it is the one the daemon uses. */
export interface Set<T> {
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
  readonly device?: Set<string>;
  readonly label?: Set<string>;
  /** The words after the address that are none of the above. */
  readonly options: readonly string[];
}

/** One tracked object of an instance or sync group. */
export interface Track {
  readonly kind: "script" | "process" | "file" | "interface" | "bfd";
  readonly name: string;
  readonly place: Place;
  /** `weight N` on the track line: it replaces the object's own. */
  readonly weight?: Set<number>;
  readonly reverse: boolean;
}

export interface Authentication {
  readonly type?: Set<"PASS" | "AH">;
  /** A secret: it must not reach a message. */
  readonly password?: Set<string>;
  readonly place: Place;
}

export interface VrrpInstance extends Named {
  readonly state?: Set<"MASTER" | "BACKUP">;
  readonly interface?: Set<string>;
  readonly virtualRouterId?: Set<number>;
  readonly priority?: Set<number>;
  /** `priority`, or the daemon's default: 100, but 255 where `state MASTER` has none. */
  readonly basePriority: number;
  /** Seconds. */
  readonly advertInterval?: Set<number>;
  readonly version?: Set<2 | 3>;
  /** With `vrrp_version`, `native_ipv6` and the family of the addresses taken in. */
  readonly effectiveVersion: 2 | 3;
  readonly family: 4 | 6;
  readonly authentication?: Authentication;
  readonly virtualAddresses: readonly VirtualAddress[];
  readonly excludedAddresses: readonly VirtualAddress[];
  readonly nopreempt?: Place;
  /** Seconds. */
  readonly preemptDelay?: Set<number>;
  readonly unicastSource?: Set<string>;
  readonly unicastPeers: readonly Set<string>[];
  readonly unicastPeerBlock?: Place;
  readonly multicastSource?: Set<string>;
  readonly multicastGroup?: Set<string>;
  readonly checkUnicastSource: boolean;
  readonly dontTrackPrimary?: Place;
  readonly strict: boolean;
  readonly skipCheckAdvertAddress: boolean;
  readonly tracks: readonly Track[];
}

export interface VrrpScript extends Named {
  readonly script?: Set<string>;
  /** Seconds; the daemon's default is 1. */
  readonly interval?: Set<number>;
  readonly timeout?: Set<number>;
  readonly weight?: Set<number>;
  readonly reverse: boolean;
  readonly rise?: Set<number>;
  readonly fall?: Set<number>;
  readonly initFail: boolean;
  readonly user?: Set<string>;
}

export interface TrackedProcess extends Named {
  readonly process?: Set<string>;
  readonly weight?: Set<number>;
  readonly reverse: boolean;
  readonly quorum?: Set<number>;
  readonly quorumMax?: Set<number>;
  /** Seconds. */
  readonly delay?: Set<number>;
  readonly terminateDelay?: Set<number>;
  readonly forkDelay?: Set<number>;
}

export interface TrackedFile extends Named {
  readonly file?: Set<string>;
  readonly weight?: Set<number>;
  readonly reverse: boolean;
  readonly initial?: { readonly value: number; readonly overwrite: boolean };
}

export interface BfdInstance extends Named {
  readonly neighbour?: Set<string>;
  readonly source?: Set<string>;
  readonly weight?: Set<number>;
}

export interface SyncGroup extends Named {
  readonly members: readonly Set<string>[];
  readonly tracks: readonly Track[];
  readonly trackingWeight: boolean;
}

export interface RealServer {
  readonly address: Set<string>;
  readonly port?: Set<number>;
  readonly weight?: Set<number>;
  /** `HTTP_GET`, `TCP_CHECK`… as written. */
  readonly checkers: readonly EffectiveStatement[];
  readonly statement: EffectiveStatement;
  readonly place: Place;
}

export interface VirtualServer {
  /** `address port`, `fwmark N` or `group NAME`, as written. */
  readonly key: string;
  readonly address?: Set<string>;
  readonly port?: Set<number>;
  readonly fwmark?: Set<number>;
  readonly group?: Set<string>;
  readonly protocol?: Set<string>;
  readonly quorum?: Set<number>;
  readonly realServers: readonly RealServer[];
  readonly statement: EffectiveStatement;
  readonly place: Place;
}

export interface KeepalivedGlobals {
  readonly place?: Place;
  readonly routerId?: Set<string>;
  readonly vrrpVersion?: Set<2 | 3>;
  readonly strict?: Place;
  readonly scriptSecurity?: Place;
  readonly scriptUser?: Set<string>;
  readonly startupDelay?: Set<number>;
  readonly multicastGroup4?: Set<string>;
  readonly multicastGroup6?: Set<string>;
  readonly dynamicInterfaces: boolean;
  readonly smtpServer?: Set<string>;
  readonly checkUnicastSource: boolean;
  readonly skipCheckAdvertAddress: boolean;
  readonly downTimerAdverts?: Set<number>;
}

/** The effective configuration of one node's keepalived. Objects stand in the order of the files. */
export interface KeepalivedConfig {
  readonly statements: readonly EffectiveStatement[];
  readonly globals: KeepalivedGlobals;
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
  readonly scripts: readonly VrrpScript[];
  readonly processes: readonly TrackedProcess[];
  readonly files: readonly TrackedFile[];
  readonly bfdInstances: readonly BfdInstance[];
  readonly virtualServers: readonly VirtualServer[];
}
