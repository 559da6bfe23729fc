/** A node's folder as the host of a case: what lies in it is /etc/keepalived, what lies in its `rootfs` is the root. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Host, HostFile } from "../../failover/host/host.ts";
import type { CaseNode } from "../../failover/replay/case.ts";

export interface CaseHost {
  readonly host: Host;
  /** Every file with its text, by its path on the node. */
  readonly written: ReadonlyMap<string, string>;
  /** Checks whose flag file is there from the start. */
  readonly flags: readonly string[];
}

/** The host of a case's node, with the files of `folder`. An unreadable file is left out. */
export function caseHost(node: CaseNode, folder: string): CaseHost {
  const files = new Map<string, HostFile>([
    ["/etc/keepalived", folderEntry],
    ["/etc/keepalived/flags", folderEntry],
  ]);
  collect(folder, "/etc/keepalived", files);
  const written = new Map<string, string>();
  for (const [path, file] of files) if (file.kind === "file") written.set(path, file.text);
  const flags = [...written.keys()].flatMap((path) => /^\/etc\/keepalived\/flags\/(.+)\.fail$/.exec(path)?.[1] ?? []);
  return {
    host: {
      name: node.name,
      interfaces: node.interfaces,
      processes: node.processes,
      file: (path) => files.get(path),
      complete: true,
    },
    written,
    flags,
  };
}

const folderEntry: HostFile = { kind: "folder", executable: true, exposed: false, text: "" };

function collect(folder: string, target: string, files: Map<string, HostFile>): void {
  for (const name of listing(folder)) {
    const from = join(folder, name);
    const to = name === "rootfs" && target === "/etc/keepalived" ? "" : `${target}/${name}`;
    try {
      const found = statSync(from);
      const { mode } = found;
      const exposed = (mode & 0o022) !== 0;
      if (found.isDirectory()) {
        if (to !== "") files.set(to, { ...folderEntry, exposed });
        collect(from, to, files);
      } else if (found.isFile()) {
        files.set(to, { kind: "file", executable: (mode & 0o111) !== 0, exposed, text: readFileSync(from, "latin1") });
      }
    } catch {
      // A file that cannot be read is as good as absent.
    }
  }
}

function listing(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
