/** Reads a node's effective statements the way the daemon does: in file order, with its corrections and its refusals. */
import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import { addAll } from "../../text/lists.ts";
import type { Place } from "../../text/span.ts";
import { type CheckFate, checkFate } from "../host/check.ts";
import type { Host } from "../host/host.ts";
import { type DaemonRules, rulesOf } from "../versions.ts";
import { completeInstance } from "./complete-instance.ts";
import { decimalSeconds, flag } from "./numbers.ts";
import { type BfdDraft, readBfd } from "./read-bfd.ts";
import { type Draft, namedInterfaces, readInstance } from "./read-instance.ts";
import { readFile, readProcess, readScript, type ScriptDraft } from "./read-trackers.ts";
import type {
  DaemonSetting,
  DroppedTrack,
  FileSetting,
  Micros,
  Note,
  ProcessSetting,
  SyncGroupSetting,
  TrackSetting,
} from "./settings.ts";
import { second } from "./settings.ts";
import { readTracks } from "./tracks.ts";

/** Thrown inside this room only, where the daemon ends itself; `readDaemon` turns it into a value. */
export class Refusal extends Error {
  readonly note: Note;
  constructor(text: string, place: Place | undefined) {
    super(text);
    this.note = { text, place };
  }
}

export interface Globals {
  version: 2 | 3;
  strict: boolean;
  security: boolean;
  dynamicInterfaces: boolean;
  checkUnicastSource: boolean;
  skipAddressCheck: boolean;
  group4: string;
  group6: string;
  downAdverts: number | undefined;
  startupDelay: Micros;
  answersLower: boolean;
  answersHigher: boolean;
  scriptUser: string | undefined;
}

export interface GroupDraft {
  readonly name: string;
  readonly place: Place;
  readonly members: readonly string[];
  readonly trackingWeight: boolean;
  tracks: readonly TrackSetting[];
}

/** What has been defined so far; tracks refer to it in file order. */
export interface Reading {
  readonly host: Host;
  readonly rules: DaemonRules;
  readonly globals: Globals;
  readonly notes: Note[];
  readonly dropped: DroppedTrack[];
  readonly scripts: ScriptDraft[];
  readonly processes: (ProcessSetting & { readonly weight: number; readonly reverse: boolean })[];
  readonly files: (FileSetting & { readonly weight: number; readonly reverse: boolean })[];
  readonly bfds: BfdDraft[];
  readonly groups: GroupDraft[];
  readonly instances: Draft[];
}

export interface ReadDaemon {
  readonly setting: DaemonSetting;
  /** By the script's name: whether it runs, and what its result hangs on. */
  readonly fates: ReadonlyMap<string, CheckFate>;
}

/** What the daemon of `host` runs with, for keepalived `version`. Never throws. */
export function readDaemon(statements: readonly EffectiveStatement[], host: Host, version?: string): ReadDaemon {
  const rules = rulesOf(version);
  const notes: Note[] = [];
  try {
    return read(statements, { host, rules, notes });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const setting: DaemonSetting = { ...nothing, notes, refuses: error.note };
    return { setting, fates: new Map() };
  }
}

const nothing: DaemonSetting = {
  instances: [],
  groups: [],
  scripts: [],
  processes: [],
  files: [],
  bfds: [],
  startupDelay: 0,
  dropped: [],
  notes: [],
  refuses: undefined,
};

function read(
  statements: readonly EffectiveStatement[],
  { host, rules, notes }: { host: Host; rules: DaemonRules; notes: Note[] },
): ReadDaemon {
  const reading: Reading = {
    host,
    rules,
    notes,
    dropped: [],
    globals: readGlobals(statements),
    scripts: [],
    processes: [],
    files: [],
    bfds: [],
    groups: [],
    instances: [],
  };
  for (const statement of statements) readStatement(statement, reading);
  trackStatics(statements, reading);
  const fates = new Map<string, CheckFate>();
  for (const script of reading.scripts) {
    const fate =
      script.removed === undefined
        ? checkFate(script.name, script.words, {
            host,
            rules,
            security: reading.globals.security,
            unprivileged: (script.user ?? "root") !== "root",
            timeout: script.timeout / second,
          })
        : { runs: false as const, why: script.removed };
    if (!fates.has(script.name)) fates.set(script.name, fate);
    if (!fate.runs) notes.push({ text: `the check ${script.name} is disabled: ${fate.why}`, place: script.place });
  }
  const runs = (track: TrackSetting) => track.kind !== "script" || fates.get(track.name)?.runs === true;
  const groups = settleGroups(reading);
  const instances = reading.instances.map((draft, index) => {
    const group = groups.findIndex(({ members }) => members.includes(index));
    const settled = reading.groups.find(({ name }) => name === groups[group]?.name);
    return completeInstance(draft, {
      reading,
      group: settled,
      syncGroup: group < 0 ? undefined : group,
      runs,
      ownerInGroup: groups[group]?.members.some((member) => reading.instances[member]?.priority === 255) ?? false,
    });
  });
  refuseDoubleIds(instances);
  const names = new Set(
    instances.flatMap(({ tracks }) => tracks.filter(({ kind }) => kind === "script").map(({ name }) => name)),
  );
  return {
    setting: {
      instances,
      groups,
      scripts: reading.scripts.filter(
        ({ name }, at) => names.has(name) && reading.scripts.findIndex((other) => other.name === name) === at,
      ),
      processes: reading.processes,
      files: reading.files,
      bfds: reading.bfds,
      startupDelay: reading.globals.startupDelay,
      dropped: reading.dropped,
      notes,
      refuses: undefined,
    },
    fates,
  };
}

function readStatement(statement: EffectiveStatement, reading: Reading): void {
  const name = statement.args[0]?.value ?? "";
  switch (statement.keyword.value) {
    case "vrrp_script":
      return void reading.scripts.push(readScript(statement, reading));
    case "vrrp_track_process": {
      const process = readProcess(statement, reading);
      if (process !== undefined) reading.processes.push(process);
      return;
    }
    case "vrrp_track_file":
    case "track_file": {
      const file = readFile(statement, reading);
      if (file !== undefined) reading.files.push(file);
      return;
    }
    case "bfd_instance":
      return void reading.bfds.push(readBfd(statement, reading.bfds, reading.rules));
    case "vrrp_sync_group":
      return void readGroup(statement, reading);
    case "vrrp_instance": {
      if (statement.args.length !== 1) {
        const why = name === "" ? "it has no name" : "its name is more than one word";
        reading.notes.push({ text: `an instance is ignored: ${why}`, place: statement.place });
        return;
      }
      if (reading.instances.some((other) => other.name === name)) {
        reading.notes.push({
          text: `the second ${name} is ignored: an instance of that name exists`,
          place: statement.place,
        });
        return;
      }
      reading.instances.push(readInstance(statement, reading));
    }
  }
}

function readGlobals(statements: readonly EffectiveStatement[]): Globals {
  const globals: Globals = {
    version: 2,
    strict: false,
    security: false,
    dynamicInterfaces: false,
    checkUnicastSource: false,
    skipAddressCheck: false,
    group4: "224.0.0.18",
    group6: "ff02::12",
    downAdverts: undefined,
    startupDelay: 0,
    answersLower: true,
    answersHigher: false,
    scriptUser: undefined,
  };
  for (const block of statements) {
    if (block.keyword.value !== "global_defs") continue;
    for (const { keyword, args } of block.body ?? []) readGlobal(globals, keyword.value, args[0]?.value);
  }
  return globals;
}

function readGlobal(globals: Globals, keyword: string, value: string | undefined): void {
  switch (keyword) {
    case "vrrp_version":
      if (value === "2" || value === "3") globals.version = value === "2" ? 2 : 3;
      return;
    case "vrrp_strict":
      globals.strict = true;
      return;
    case "enable_script_security":
      globals.security = true;
      return;
    case "script_user":
      globals.scriptUser = value;
      return;
    case "dynamic_interfaces":
      globals.dynamicInterfaces = true;
      return;
    case "vrrp_check_unicast_src":
      globals.checkUnicastSource = true;
      return;
    case "vrrp_skip_check_adv_addr":
      globals.skipAddressCheck = true;
      return;
    case "vrrp_mcast_group4":
      globals.group4 = value ?? globals.group4;
      return;
    case "vrrp_mcast_group6":
      globals.group6 = value ?? globals.group6;
      return;
    case "vrrp_down_timer_adverts":
      globals.downAdverts = Number(value) || globals.downAdverts;
      return;
    case "vrrp_startup_delay":
      globals.startupDelay = decimalSeconds(value) ?? 0;
      return;
    case "vrrp_lower_prio_no_advert":
      globals.answersLower = !flag(value);
      return;
    case "vrrp_higher_prio_send_advert":
      globals.answersHigher = flag(value);
  }
}

function readGroup(statement: EffectiveStatement, reading: Reading): void {
  const name = statement.args[0]?.value ?? "";
  if (statement.args.length !== 1 || reading.groups.some((other) => other.name === name)) return;
  const members: string[] = [];
  let trackingWeight = false;
  let tracks: TrackSetting[] = [];
  for (const line of statement.body ?? []) {
    const keyword = line.keyword.value;
    if (keyword === "group") {
      for (const entry of line.body ?? []) members.push(entry.keyword.value, ...entry.args.map(({ value }) => value));
    } else if (keyword === "sync_group_tracking_weight" || keyword === "global_tracking") trackingWeight = true;
    else tracks = readTracks(line, { owner: name, before: tracks, reading });
  }
  reading.groups.push({ name, place: statement.place, members, trackingWeight, tracks });
}

function settleGroups(reading: Reading): readonly SyncGroupSetting[] {
  const taken = new Set<number>();
  const groups: SyncGroupSetting[] = [];
  for (const group of reading.groups) {
    const members: number[] = [];
    for (const name of group.members) {
      const index = reading.instances.findIndex((instance) => instance.name === name);
      if (index < 0 || taken.has(index)) {
        const why = index < 0 ? "there is no such instance" : "it is in another sync group";
        reading.notes.push({ text: `${name} in the sync group ${group.name} is ignored: ${why}`, place: group.place });
        continue;
      }
      taken.add(index);
      members.push(index);
    }
    // keepalived 2.2.7, vrrp_sync_set_group: read before the members get their defaults, so both have to be written.
    const owners = members.every((index) => {
      const { wanted, priority } = reading.instances[index] ?? {};
      return wanted === "MASTER" && priority === 255;
    });
    if (members.length > 0) groups.push({ name: group.name, members, startsAs: owners ? "MASTER" : "BACKUP" });
  }
  return groups;
}

/** Static addresses, routes and rules of a `track_group`: its instances track their interfaces. */
function trackStatics(statements: readonly EffectiveStatement[], reading: Reading): void {
  const members = (name: string) =>
    statements
      .filter(({ keyword, args }) => keyword.value === "track_group" && args[0]?.value === name)
      .flatMap(({ body }) => (body ?? []).flatMap((line) => (line.keyword.value === "group" ? (line.body ?? []) : [])))
      .flatMap(({ keyword, args }) => [keyword.value, ...args.map(({ value }) => value)]);
  for (const { keyword, body } of statements) {
    if (!/^static_(?:ipaddress|routes|rules)$/.test(keyword.value)) continue;
    for (const entry of body ?? []) {
      const at = entry.args.findIndex(({ value }) => value === "track_group");
      if (at < 0) continue;
      const wanted = members(entry.args[at + 1]?.value ?? "");
      const tracked = namedInterfaces(entry, reading);
      for (const draft of reading.instances) if (wanted.includes(draft.name)) addAll(draft.routed, tracked);
    }
  }
}

function refuseDoubleIds(instances: DaemonSetting["instances"]): void {
  instances.forEach((one, at) => {
    for (const other of instances.slice(at + 1)) {
      if (one.vrid !== other.vrid || one.family !== other.family || one.unicast !== other.unicast) continue;
      if (one.interface !== other.interface) continue;
      const clash = one.unicast
        ? one.source === other.source && one.peers.some((peer) => other.peers.includes(peer))
        : one.group === other.group;
      if (clash) {
        throw new Refusal(
          `${one.name} and ${other.name} both use virtual_router_id ${one.vrid} on ${one.interface}`,
          other.place,
        );
      }
    }
  });
}
