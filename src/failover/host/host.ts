/** What the configuration files do not say about a node: interfaces, addresses, files, processes. */

export interface HostInterface {
  readonly name: string;
  /** With prefix length: `10.77.0.2/24`. */
  readonly addresses: readonly string[];
  /** The network segment that it is plugged into. */
  readonly segment: string;
  readonly up: boolean;
}

export interface HostFile {
  readonly kind: "file" | "folder";
  readonly executable: boolean;
  /** Somebody other than root may write to it. */
  readonly exposed: boolean;
  readonly text: string;
}

export interface HostProcess {
  readonly name: string;
  /** Started with the node. */
  readonly automatic: boolean;
  readonly command: string;
}

export interface Host {
  readonly name: string;
  readonly interfaces: readonly HostInterface[];
  readonly processes: readonly HostProcess[];
  /** A file by its absolute path. */
  file(path: string): HostFile | undefined;
  /**
   * The host is described in full, as a recorded case is: what is not listed does not exist. Otherwise scripts, interfaces and
   * files that the configuration names are taken to exist and to work.
   */
  readonly complete: boolean;
}
