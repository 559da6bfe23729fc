/** The objects of a node's keepalived, read from its effective statements. */
import { listsBy } from "../../text/lists.ts";
import type { KeepalivedConfig, Named, VrrpInstance } from "./config.ts";
import type { EffectiveConfiguration, EffectiveStatement } from "./effective.ts";
import { readGlobals } from "./globals.ts";
import { readSyncGroup } from "./sync-group.ts";
import type { Trackables } from "./track.ts";
import { readBfd, readFile, readProcess, readScript } from "./tracked-objects.ts";
import { readVirtualServer } from "./virtual-server.ts";
import { readInstance } from "./vrrp-instance.ts";

/** Everything that the statements define, in their order. */
export function buildKeepalivedConfig(effective: EffectiveConfiguration): KeepalivedConfig {
  const { statements, problems } = effective;
  const order = new Map<EffectiveStatement, number>(statements.map((statement, index) => [statement, index]));
  const blocks = (...keywords: string[]) =>
    statements.filter((one) => one.body !== undefined && keywords.includes(one.keyword.value));
  const globals = readGlobals(statements);
  const scripts = blocks("vrrp_script").map(readScript);
  const processes = blocks("vrrp_track_process").map(readProcess);
  const files = blocks("track_file", "vrrp_track_file").map(readFile);
  const bfdInstances = blocks("bfd_instance").map(readBfd);
  const objects: Trackables = {
    orderOf: (object: Named) => order.get(object.statement) ?? 0,
    script: listsBy(scripts, ({ name }) => name),
    process: listsBy(processes, ({ name }) => name),
    file: listsBy(files, ({ name }) => name),
    bfd: listsBy(bfdInstances, ({ name }) => name),
  };
  return {
    statements,
    problems,
    globals,
    instances: readInstances(blocks("vrrp_instance"), { globals, objects, order }),
    syncGroups: blocks("vrrp_sync_group").map((one) => readSyncGroup(one, order.get(one) ?? 0, objects)),
    scripts,
    processes,
    files,
    bfdInstances,
    virtualServers: blocks("virtual_server").map(readVirtualServer),
  };
}

function readInstances(
  blocks: readonly EffectiveStatement[],
  {
    globals,
    objects,
    order,
  }: {
    globals: KeepalivedConfig["globals"];
    objects: Trackables;
    order: ReadonlyMap<EffectiveStatement, number>;
  },
): VrrpInstance[] {
  const names = new Set<string>();
  return blocks.map((statement) => {
    const name = statement.args[0]?.value ?? "";
    const isSkipped = names.has(name);
    names.add(name);
    return readInstance(statement, { globals, objects, order: order.get(statement) ?? 0, isSkipped });
  });
}
