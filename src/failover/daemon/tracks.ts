/** Reads the lines of `track_script` and its kin; a line that the daemon ignores leaves a note and no track. */
import type { EffectiveStatement } from "../../model/keepalived/effective.ts";
import { lenientInteger } from "./numbers.ts";
import type { Reading } from "./read-config.ts";
import { Refusal } from "./read-config.ts";
import type { TrackKind, TrackSetting } from "./settings.ts";

interface Owner {
  /** The instance or group, for notes. */
  readonly owner: string;
  readonly before: readonly TrackSetting[];
  readonly reading: Reading;
}

const tracked = "it is tracked already";

const kinds: ReadonlyMap<string, TrackKind> = new Map(
  Object.entries({
    track_script: "script",
    track_process: "process",
    track_file: "file",
    track_interface: "interface",
    track_bfd: "bfd",
  }),
);

interface Defined {
  readonly name: string;
  readonly weight: number;
  readonly reverse: boolean;
}

/** The tracks before this line and those that its block adds. Another keyword adds none. */
export function readTracks(line: EffectiveStatement, { owner, before, reading }: Owner): TrackSetting[] {
  const kind = kinds.get(line.keyword.value);
  const tracks = [...before];
  if (kind === undefined) return tracks;
  for (const entry of line.body ?? []) {
    const track = readTrack(entry, kind, { owner, before: tracks, reading });
    if (typeof track === "string") {
      const name = entry.keyword.value;
      reading.notes.push({ text: `${owner}: ${kind} ${name} is not tracked: ${track}`, place: entry.place });
      if (track !== tracked) reading.dropped.push({ owner, kind, name, why: track, place: entry.place });
    } else tracks.push(track);
  }
  return tracks;
}

function readTrack(entry: EffectiveStatement, kind: TrackKind, { before, reading }: Owner): TrackSetting | string {
  const name = entry.keyword.value;
  const defined = definition(kind, name, reading);
  if (defined === undefined) {
    if (kind === "interface") throw new Refusal(`the tracked interface ${name} does not exist`, entry.place);
    return "it is not defined before this line";
  }
  if (before.some((track) => track.kind === kind && track.name === name)) return tracked;
  const [option, weightText, direction] = entry.args.map(({ value }) => value);
  if (option !== undefined && option !== "weight") return `the option ${option} is unknown`;
  if (option === "weight" && weightText === undefined) return "the weight is missing";
  const read = lenientInteger(weightText);
  const weight = read === undefined || Math.abs(read) > 254 ? defined.weight : Math.max(-253, Math.min(253, read));
  return {
    kind,
    name,
    weight: option === undefined ? defined.weight : weight,
    reverse: direction === "reverse" ? true : direction === "noreverse" ? false : defined.reverse,
    place: entry.place,
  };
}

function definition(kind: TrackKind, name: string, reading: Reading): Defined | undefined {
  switch (kind) {
    case "script":
      return reading.scripts.find((script) => script.name === name && script.removed === undefined);
    case "process":
      return reading.processes.find((process) => process.name === name);
    case "file":
      return reading.files.find((file) => file.name === name);
    case "bfd":
      return reading.bfds.find((bfd) => bfd.name === name && bfd.tracked);
    case "interface":
      return hasInterface(name, reading) ? { name, weight: 0, reverse: false } : undefined;
  }
}

/** Whether the daemon finds the interface; it does where nothing is known of the host. */
export function hasInterface(name: string, { host, globals }: Reading): boolean {
  if (!host.complete || globals.dynamicInterfaces || name === "lo") return true;
  return host.interfaces.some((known) => known.name === name);
}
