/** What differs between keepalived's versions where the election is concerned: data that the engine asks. */

export interface DaemonRules {
  /** keepalived 2.3.2 and before: an advert with other addresses, or another number of them, is thrown away. */
  readonly rejectsOtherAddresses: boolean;
  /** keepalived 2.3.2 and before: a repeated address is counted, and sent, twice. */
  readonly keepsRepeatedAddress: boolean;
  /** keepalived 2.3.2 and before: a source address that the node does not have means FAULT; later it is bound freely. */
  readonly foreignSourceFaults: boolean;
  /** keepalived 2.3.3: faults of interfaces are one flag, however many interfaces are down. */
  readonly oneInterfaceFault: boolean;
  /**
   * Two address owners: up to 2.3.2 the first that hears the other goes down to 254 for good; later the lower address
   * steps back and the owner's priority returns when the other is gone.
   */
  readonly owners: "reduces" | "contests";
  /**
   * `vrrp_startup_delay`: up to 2.3.4 it is added again with every advert that is ignored while it runs; from 2.4.0 adverts are
   * dropped until it is over.
   */
  readonly startupDelay: "extends" | "holds";
  /** `vrrp_strict` with unicast peers stops the daemon: up to 2.2.4 and from 2.4.0; the check was dead in between. */
  readonly strictRefusesUnicast: boolean;
  /** keepalived 2.3.0: a script whose path goes through a symbolic link to a folder is disabled. */
  readonly refusesLinkedFolders: boolean;
  /** keepalived 2.3.0: a link is run under its own name; before, the link's target was, so `pidof` became `killall5`. */
  readonly keepsCommandName: boolean;
  /** A script without `#!` cannot be executed, and that counts as success; later a shell runs it. */
  readonly runsWithoutShebang: boolean;
  /** keepalived 2.2.8: `multihop` of a BFD session; before, the line is reported and ignored. */
  readonly knowsMultihop: boolean;
  /** Up to 2.2.7 a script that is still running is started once more. */
  readonly overlapsScripts: boolean;
}

/** The version that is assumed where none is stated: what the stable distributions ship. */
export const assumedVersion = "2.2.7";

/** The rules of a version such as `2.2.7` or `2.4`. */
export function rulesOf(version: string = assumedVersion): DaemonRules {
  const since = (wanted: string) => compareVersions(version, wanted) >= 0;
  const free = since("2.3.3");
  return {
    rejectsOtherAddresses: !free,
    keepsRepeatedAddress: !free,
    foreignSourceFaults: !free,
    oneInterfaceFault: free,
    owners: free ? "contests" : "reduces",
    startupDelay: since("2.4.0") ? "holds" : "extends",
    strictRefusesUnicast: since("2.4.0") || !since("2.2.5"),
    refusesLinkedFolders: since("2.3.0"),
    keepsCommandName: since("2.3.0"),
    runsWithoutShebang: since("2.3.0"),
    knowsMultihop: since("2.2.8"),
    overlapsScripts: !since("2.2.8"),
  };
}

/** Below zero: `a` is older. A missing part counts as the newest, so `2.4` is not older than `2.4.3`. */
export function compareVersions(a: string, b: string): number {
  const parts = (text: string) => text.split(".").map(Number);
  const left = parts(a);
  const right = parts(b);
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 99) - (right[at] ?? 99);
    if (difference !== 0) return difference;
  }
  return 0;
}
