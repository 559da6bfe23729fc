/** Nodes, clusters and the virtual routers that nodes share. */
import type { Place } from "../text/span.ts";
import type { Document, HaproxyDocument, KeepalivedDocument } from "./document.ts";
import type { HaproxyConfig } from "./haproxy/config.ts";
import type { KeepalivedConfig, VrrpInstance } from "./keepalived/config.ts";
import type { FileReader } from "./ports.ts";

/** The versions that the files are written for; absent: any supported one. `3.4`, `2.2.7`. */
export interface Targets {
  readonly haproxy?: string;
  readonly keepalived?: string;
}

/** One load-balancer host with the files that were named for it. */
export interface Node {
  readonly name: string;
  readonly targets: Targets;
  /** The files named on the command line or in halint.yaml, and those they include. */
  readonly documents: readonly Document[];
  readonly haproxyFiles: readonly HaproxyDocument[];
  readonly keepalivedFiles: readonly KeepalivedDocument[];
  /** Built on first use. */
  readonly keepalived: KeepalivedConfig | undefined;
  readonly haproxy: HaproxyConfig | undefined;
  readonly files: FileReader;
}

/** The instances of different nodes that take part in one election, or were meant to. */
export interface VirtualRouter {
  readonly members: readonly { readonly node: Node; readonly instance: VrrpInstance }[];
  /** What they were matched by, strongest first. */
  readonly evidence: "router-id-and-address" | "address" | "router-id" | "name";
}

/** Nodes that share virtual addresses. A node that shares nothing is a cluster of its own. */
export interface Cluster {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly routers: readonly VirtualRouter[];
}

/** Everything that is linted together. */
export interface Workspace {
  readonly clusters: readonly Cluster[];
  /** Documents in the order they were given. */
  readonly documents: readonly Document[];
  /** Whether a place lies in a file that may be edited (not one that was only included from elsewhere). */
  owns(place: Place): boolean;
}
