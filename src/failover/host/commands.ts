/** The commands that a stable distribution installs, with the links behind them: what a check script may call. */

/** Command, and where its link leads if it is one (Debian 12). */
const installed: Readonly<Record<string, string>> = {
  "/usr/bin/killall": "",
  "/usr/bin/kill": "",
  "/usr/bin/pgrep": "",
  "/usr/bin/pkill": "/usr/bin/pgrep",
  "/usr/bin/pidof": "/usr/sbin/killall5",
  "/usr/sbin/killall5": "",
  "/usr/bin/pidwait": "/usr/bin/pgrep",
  "/usr/bin/ps": "",
  "/usr/bin/sh": "/usr/bin/dash",
  "/usr/bin/dash": "",
  "/usr/bin/bash": "",
  "/usr/bin/env": "",
  "/usr/bin/curl": "",
  "/usr/bin/wget": "",
  "/usr/bin/nc": "/etc/alternatives/nc",
  "/usr/bin/test": "",
  "/usr/bin/[": "",
  "/usr/bin/head": "",
  "/usr/bin/tail": "",
  "/usr/bin/stat": "",
  "/usr/bin/true": "",
  "/usr/bin/false": "",
  "/usr/bin/grep": "",
  "/usr/bin/ss": "",
  "/usr/bin/ping": "",
  "/usr/sbin/ip": "/usr/bin/ip",
  "/usr/bin/ip": "",
  "/usr/bin/systemctl": "",
  "/usr/bin/python3": "/usr/bin/python3.11",
  "/usr/bin/perl": "",
  "/usr/bin/socat": "",
  "/usr/bin/cat": "",
  "/usr/bin/ls": "",
  "/usr/bin/sleep": "",
  "/usr/bin/timeout": "",
  "/usr/sbin/haproxy": "",
};

/** Folders of the root that are links into /usr since the merge. */
const linkedFolders = ["/bin/", "/sbin/", "/lib/"];

const searchPath = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

export interface SystemCommand {
  readonly path: string;
  readonly target: string;
}

/** Whether the path runs through `/bin` or another root folder that is a link. */
export function throughLinkedFolder(path: string): boolean {
  return linkedFolders.some((folder) => path.startsWith(folder)) || path.startsWith("/var/run/");
}

/** A command by its absolute path, the merged folders resolved; undefined where no distribution has it. */
export function systemCommand(path: string): SystemCommand | undefined {
  const merged = linkedFolders.some((folder) => path.startsWith(folder)) ? `/usr${path}` : path;
  const link = installed[merged];
  if (link === undefined) return undefined;
  return { path: merged, target: link === "" ? merged : link };
}

/** The places where a bare name is looked for, in order. */
export function searched(name: string): readonly string[] {
  return searchPath.map((folder) => `${folder}/${name}`);
}
