/**
 * The tree of a keepalived.conf as it is written. What the daemon makes of it (includes read, definitions expanded,
 * conditional lines kept or dropped) is `model/keepalived/effective.ts`.
 */
import type { Span } from "../../text/span.ts";
import type { Bad, Comment, Word } from "../word.ts";

export interface KeepalivedFile extends Span {
  readonly kind: "KeepalivedFile";
  readonly items: readonly KeepalivedItem[];
  /** It holds placeholders of a template language, so that only its rendered text can be judged. */
  readonly isTemplate?: boolean;
  /** The block that the file stands in, where another includes it there; absent: the top of a file. */
  readonly context?: string;
}

export type KeepalivedItem = KeepalivedBlock | Setting | Entry | Include | Definition | Comment | Bad;

/** `@lb01`, `@^lb01` at the start of a line: the line counts only on that node (or on every other one). */
export interface HostCondition extends Span {
  readonly id: string;
  readonly negated: boolean;
}
/** `~SEQ(VAR, 1, 5)`, `~LST(VAR, a, b)` before a line: the line is repeated. */
export interface Repetition extends Span {
  readonly form: "SEQ" | "SEQx" | "LST";
  /** The text between the parentheses. */
  readonly text: string;
}
interface LineBase extends Span {
  readonly condition?: HostCondition;
  readonly repetitions?: readonly Repetition[];
}

/** A keyword with its words and no block. */
export interface Setting extends LineBase {
  readonly kind: "Setting";
  readonly keyword: Word;
  readonly args: readonly Word[];
}
/** A free-form line of a value block: an address, a route, a name. */
export interface Entry extends LineBase {
  readonly kind: "Entry";
  readonly words: readonly Word[];
}
export interface Include extends LineBase {
  readonly kind: "Include";
  /** `include`, `includer`, `includem`, `includew`, `includeb`, `includea`. */
  readonly keyword: Word;
  /** The rest of the line: a path, glob or brace pattern. */
  readonly pattern?: Word;
}
/** `$NAME=text`, over several lines where they end in `\`. */
export interface Definition extends LineBase {
  readonly kind: "Definition";
  readonly name: Word;
  /** The text after `=` with its continuation lines, as written. */
  readonly value: Span;
  readonly text: string;
}

interface BlockBase extends LineBase {
  readonly keyword: Word;
  /** The words between the keyword and `{`; the first is the name where the block has one. */
  readonly args: readonly Word[];
  readonly name?: Word;
  /** The braces; absent where one is missing. */
  readonly open?: Span;
  readonly close?: Span;
  readonly body: readonly KeepalivedItem[];
}
/** The blocks that rules ask for by kind; the keyword of each is in `blockKinds`. */
export const blockKinds = {
  global_defs: "GlobalDefs",
  vrrp_instance: "VrrpInstance",
  vrrp_sync_group: "VrrpSyncGroup",
  vrrp_script: "VrrpScript",
  vrrp_track_process: "VrrpTrackProcess",
  track_file: "TrackFile",
  vrrp_track_file: "TrackFile",
  track_script: "TrackScript",
  track_process: "TrackProcess",
  track_interface: "TrackInterface",
  track_bfd: "TrackBfd",
  authentication: "Authentication",
  virtual_ipaddress: "VirtualIpAddress",
  virtual_ipaddress_excluded: "VirtualIpAddressExcluded",
  unicast_peer: "UnicastPeer",
  virtual_server: "VirtualServer",
  virtual_server_group: "VirtualServerGroup",
  real_server: "RealServer",
  bfd_instance: "BfdInstance",
} as const;
export type NamedBlockKind = (typeof blockKinds)[keyof typeof blockKinds];
export type KeepalivedBlock = { [K in NamedBlockKind | "Block"]: BlockBase & { readonly kind: K } }[
  | NamedBlockKind
  | "Block"];
