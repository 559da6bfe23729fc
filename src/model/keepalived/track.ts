/** The lines of `track_…` blocks: what is tracked, with which weight, and which lines the daemon drops. */
import type { Given, Named, Track } from "./config.ts";
import type { EffectiveStatement } from "./effective.ts";
import { lenientInteger } from "./numbers.ts";
import { allOf, bodyOf, present, wordValue } from "./settings.ts";

/** An object that can be tracked, with its own weight. */
interface Trackable extends Named {
  readonly weight?: Given<number>;
  readonly reverse?: boolean;
}

/** What an instance can track: the objects by name, in the order of the files. */
export interface Trackables {
  /** Order of the statement that defines an object. */
  orderOf(object: Named): number;
  readonly script: ReadonlyMap<string, readonly Trackable[]>;
  readonly process: ReadonlyMap<string, readonly Trackable[]>;
  readonly file: ReadonlyMap<string, readonly Trackable[]>;
  readonly bfd: ReadonlyMap<string, readonly Trackable[]>;
}

export function byName<T extends Named>(objects: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const names = new Map<string, T[]>();
  for (const object of objects) {
    const same = names.get(object.name);
    if (same === undefined) names.set(object.name, [object]);
    else same.push(object);
  }
  return names;
}

const kinds = [
  { keyword: "track_interface", kind: "interface", limit: 254, weight: 0 },
  { keyword: "track_script", kind: "script", limit: 254, weight: 0 },
  { keyword: "track_process", kind: "process", limit: 254, weight: 0 },
  { keyword: "track_file", kind: "file", limit: 254, weight: 1 },
  { keyword: "track_bfd", kind: "bfd", limit: 253, weight: 0 },
] as const;

type Kind = (typeof kinds)[number];

/** All track lines of an instance or sync group that stands at an order. */
export function readTracks(body: readonly EffectiveStatement[], order: number, objects: Trackables): readonly Track[] {
  const tracks: Track[] = [];
  for (const kind of kinds) {
    const seen = new Set<string>();
    for (const block of allOf(body, kind.keyword)) {
      for (const line of bodyOf(block)) tracks.push(readTrack(line, kind, order, objects, seen));
    }
  }
  return tracks;
}

function readTrack(line: EffectiveStatement, kind: Kind, order: number, objects: Trackables, seen: Set<string>): Track {
  const name = line.keyword.value;
  const candidates = candidatesFor(name, kind.kind, objects);
  const object = candidates?.find((one) => objects.orderOf(one) < order);
  const own = { weight: object?.weight?.value ?? kind.weight, reverse: object?.reverse ?? false };
  const read = readOptions(line, kind, own);
  let status: Track["status"] = "tracked";
  if (line.keyword.unknown) status = "tracked";
  else if (candidates !== undefined && object === undefined) {
    status = candidates.length > 0 ? "defined-later" : "undefined";
  } else if (seen.has(name)) status = "duplicate";
  else if (read.status !== undefined) status = read.status;
  if (status === "tracked") seen.add(name);
  const { weight, effectiveWeight, reverse } = read;
  const place = line.keyword.place;
  const weightPlace = weight?.place ?? object?.weight?.place;
  return { kind: kind.kind, name, place, line, status, effectiveWeight, reverse, ...present({ weight, weightPlace }) };
}

/** Undefined for interfaces: they are not defined in the files. */
function candidatesFor(name: string, kind: Kind["kind"], objects: Trackables): readonly Trackable[] | undefined {
  return kind === "interface" ? undefined : (objects[kind].get(name) ?? []);
}

function readOptions(line: EffectiveStatement, kind: Kind, own: { weight: number; reverse: boolean }) {
  const [option, value, direction] = line.args;
  const plain = { weight: undefined, effectiveWeight: own.weight, reverse: own.reverse };
  if (option === undefined || option.unknown) return { ...plain, status: undefined };
  if (option.value !== "weight") return { ...plain, status: "unknown-option" as const };
  if (value === undefined) return { ...plain, status: "no-weight" as const };
  const number = lenientInteger(value.value, -kind.limit, kind.limit);
  const weight =
    number === undefined
      ? undefined
      : { ...wordValue(value), value: kind.kind === "process" ? number : within(number) };
  let reverse = kind.kind === "interface" ? false : own.reverse;
  if (direction?.value === "reverse") reverse = true;
  else if (direction?.value === "noreverse") reverse = false;
  return { weight, effectiveWeight: weight?.value ?? own.weight, reverse, status: undefined };
}

/** 254 and -254 become 253 and -253. */
function within(weight: number): number {
  return Math.max(-253, Math.min(253, weight));
}
