/** `halint failover --replay CASE.json`: what the recorded events do to the nodes, as JSON. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { openWorkspace } from "../../api/workspace.ts";
import { canonical } from "../../failover/daemon/addresses.ts";
import { type ReadDaemon, readDaemon } from "../../failover/daemon/read-config.ts";
import { daemonStatements } from "../../failover/daemon/statements.ts";
import type { Surroundings } from "../../failover/engine/events.ts";
import { type Case, type CaseNode, readCase } from "../../failover/replay/case.ts";
import { type ClusterNode, prepareCluster } from "../../failover/replay/cluster.ts";
import { replay, type Step } from "../../failover/replay/replay.ts";
import { type Io, UsageError } from "../../host/io.ts";
import { reasonOf } from "../../host/reason.ts";
import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import { nodeFiles } from "./failover-files.ts";
import { type CaseHost, caseHost } from "./failover-host.ts";

export interface ReplayResult {
  readonly steps: readonly Step[];
  readonly assumptions: readonly string[];
}

interface ReplayNode {
  readonly spec: CaseNode;
  readonly folder: string;
  readonly host: CaseHost;
}

/** Replays the case on the nodes' folders. Throws `UsageError` where the case or a folder cannot be read. */
export function replayCase(
  caseFile: string,
  folders: readonly string[],
  version: string | undefined,
  io: Io,
): ReplayResult {
  const spec = parseCase(path.resolve(io.cwd, caseFile));
  const nodes = spec.nodes.map((node): ReplayNode => {
    const folder = folderOf(node.name, folders, io);
    return { spec: node, folder, host: caseHost(node, folder) };
  });
  const assumptions = new Set<string>();
  const statements = (node: ReplayNode, file: string) => readStatements(node, file);
  const vips = new Map<string, string>();
  const ready = nodes.map((node): ClusterNode => {
    const read = statements(node, "keepalived.conf");
    collectAddresses(read, vips);
    const daemon = readDaemon(read, node.host.host, version);
    return { host: node.host.host, daemon, version, written: node.host.written, flags: node.host.flags };
  });
  const around = surroundings(nodes, { version, unknown: (text) => assumptions.add(text), statements });
  for (const { text } of spec.events) {
    const [operation, name, file] = text.split(/\s+/);
    const node = nodes.find(({ spec: { name: own } }) => own === name);
    if (operation === "reload" && file !== undefined && node !== undefined)
      collectAddresses(statements(node, file), vips);
  }
  const watched = spec.vips ?? [...vips.values()];
  return {
    steps: replay({ prepared: prepareCluster(ready), events: spec.events, vips: watched, around }),
    assumptions: [...assumptions],
  };
}

function parseCase(file: string): Case {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--replay: ${file}: ${reasonOf(error, "read")}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`--replay: ${file} cannot be read as JSON`);
  }
  const read = readCase(json);
  if (typeof read === "string") throw new UsageError(`--replay: ${file}: ${read}`);
  return read;
}

/** The folder that belongs to a node: the path that ends in its name. */
function folderOf(name: string, folders: readonly string[], io: Io): string {
  const found = folders.find((folder) => path.basename(path.resolve(io.cwd, folder)) === name);
  if (found === undefined) throw new UsageError(`--replay: no folder is given for the node ${name}`);
  return path.resolve(io.cwd, found);
}

function readStatements({ spec, folder }: ReplayNode, file: string): readonly EffectiveStatement[] {
  const full = path.join(folder, file);
  const files = nodeFiles(folder);
  const read = files.read(full);
  if (!("text" in read)) return [];
  const workspace = openWorkspace([{ path: full, text: read.text, node: spec.name, language: "keepalived" }], {
    files,
  });
  const node = workspace.clusters[0]?.nodes[0];
  return node === undefined ? [] : daemonStatements(node);
}

/** Every address that stands in a list of virtual addresses, whether the daemon takes it or not. */
function collectAddresses(statements: readonly EffectiveStatement[], into: Map<string, string>): void {
  for (const { keyword, body } of statements) {
    if (keyword.value === "virtual_ipaddress" || keyword.value === "virtual_ipaddress_excluded") {
      for (const entry of body ?? []) {
        const written = entry.keyword.value.replace(/\/.*$/, "");
        if (/^[0-9a-fA-F.:]+$/.test(written) && !into.has(canonical(written))) into.set(canonical(written), written);
      }
    } else collectAddresses(body ?? [], into);
  }
}

function surroundings(
  nodes: readonly ReplayNode[],
  {
    version,
    unknown,
    statements,
  }: {
    version: string | undefined;
    unknown: (text: string) => void;
    statements: (node: ReplayNode, file: string) => readonly EffectiveStatement[];
  },
): Surroundings {
  const find = (name: string) => nodes.find(({ spec }) => spec.name === name);
  return {
    unknown,
    starts: (name) => find(name)?.spec.autostart !== false,
    automatic: (name) =>
      find(name)?.spec.processes.flatMap(({ name: process, automatic }) => (automatic ? [process] : [])) ?? [],
    reread(name, file): ReadDaemon | undefined {
      const node = find(name);
      return node === undefined ? undefined : readDaemon(statements(node, file), node.host.host, version);
    },
    canStart(name, process, addresses) {
      const node = find(name);
      const command = node?.spec.processes.find((known) => known.name === process)?.command ?? "";
      const config = /\s-f\s+(\S+)/.exec(command)?.[1];
      const text = config === undefined ? undefined : node?.host.written.get(config);
      return text === undefined || bindable(text, addresses);
    },
  };
}

/** Whether a haproxy with these binds can start: each address has to be the node's own, unless `transparent` is said. */
function bindable(text: string, addresses: readonly string[]): boolean {
  for (const [line] of text.matchAll(/^\s*bind\s+.*$/gm)) {
    if (/\btransparent\b/.test(line)) continue;
    for (const [, address] of line.matchAll(/(?:\s|,)(\d+\.\d+\.\d+\.\d+):\d+/g)) {
      if (address !== undefined && address !== "0.0.0.0" && !address.startsWith("127.") && !addresses.includes(address))
        return false;
    }
  }
  return true;
}
