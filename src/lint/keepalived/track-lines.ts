/** The track lines of all instances and sync groups, for the rules on names that do not resolve. */
import type { Node } from "../../model/cluster.ts";
import type { KeepalivedConfig, Named, Track } from "../../model/keepalived/config.ts";
import { keepalivedTable } from "../../schema/keepalived.ts";
import { listsBy } from "../../text/lists.ts";
import { nearestOf } from "../../text/nearest.ts";
import { remembered } from "../../text/remembered.ts";
import type { Place } from "../../text/span.ts";
import type { ReportDetails } from "../rule.ts";

export interface TrackLine {
  readonly track: Track;
  /** The instance or sync group. */
  readonly owner: Named;
}

/** The lines of all owners that keepalived keeps. */
export const trackLines = remembered((config: KeepalivedConfig): readonly TrackLine[] =>
  [...config.instances.filter((one) => !one.isSkipped), ...config.syncGroups].flatMap((owner) =>
    owner.tracks.map((track) => ({ track, owner })),
  ),
);

const none: readonly Named[] = [];

export function objectsOf(config: KeepalivedConfig, kind: Track["kind"]): readonly Named[] {
  switch (kind) {
    case "script":
      return config.scripts;
    case "process":
      return config.processes;
    case "file":
      return config.files;
    case "bfd":
      return config.bfdInstances;
    case "interface":
      return none;
  }
}

const byName = remembered((objects: readonly Named[]) => listsBy(objects, ({ name }) => name));

/** What a line means: the first object of its kind and name. */
export function objectOf(config: KeepalivedConfig, { kind, name }: Track): Named | undefined {
  return byName(objectsOf(config, kind)).get(name)?.[0];
}

/** The words on all lines of a kind. */
const usedNames = remembered((config: KeepalivedConfig): ReadonlyMap<Track["kind"], ReadonlySet<string>> => {
  const byKind = listsBy(trackLines(config), ({ track }) => track.kind);
  return new Map(Array.from(byKind, ([kind, lines]) => [kind, new Set(lines.flatMap(({ track }) => namesOn(track)))]));
});

/** Objects of a kind that no line names. */
export function unusedObjects(config: KeepalivedConfig, kind: Track["kind"]): readonly Named[] {
  const used = usedNames(config).get(kind);
  return objectsOf(config, kind).filter(({ name }) => used?.has(name) !== true);
}

/** Every word of a line that may be meant as a name: several on one line are the slip of another rule. */
function namesOn({ line }: Track): string[] {
  return [line.keyword, ...line.args].map((word) => word.value);
}

interface Suggestion {
  readonly object: Named;
  /** The rest of the files leaves no other answer. */
  readonly isCertain: boolean;
}

/** What an unknown name most likely means: a similar one, or else the only one that nothing tracks. */
function suggestionFor(config: KeepalivedConfig, { name, kind }: Track): Suggestion | undefined {
  const isNamed = (object: Named) => object.name !== "";
  const objects = objectsOf(config, kind).filter(isNamed);
  const unused = unusedObjects(config, kind).filter(isNamed);
  const near = nearestOf(
    name,
    objects.map((object) => object.name),
  );
  const similar = objects.find((object) => object.name === near);
  if (similar !== undefined) return { object: similar, isCertain: objects.length === 1 || unused.includes(similar) };
  const [only, ...others] = unused;
  if (only === undefined || others.length > 0) return undefined;
  const missing = new Set(
    trackLines(config).flatMap(({ track }) => (track.kind === kind && track.status === "undefined" ? track.name : [])),
  );
  return { object: only, isCertain: missing.size === 1 };
}

/** The related place and the fix that a suggestion gives to a finding. */
function suggestionDetails({ line }: Track, suggestion: Suggestion | undefined): ReportDetails {
  if (suggestion === undefined) return {};
  const { object, isCertain } = suggestion;
  const related = [{ ...object.namePlace, message: `${object.name} is defined here` }];
  const word = line.keyword;
  if (word.expanded || word.quoted) return { related };
  const edits = [{ path: word.place.path, span: word.place.span, newText: object.name }];
  return { related, fix: { title: `Track ${object.name}`, safety: isCertain ? "safe" : "unsafe", edits } };
}

interface UndefinedReport {
  (message: "undefined", place: Place, fill: { name: string; owner: string }, details: ReportDetails): void;
  (message: "meant", place: Place, fill: { name: string; owner: string; meant: string }, details: ReportDetails): void;
}

/** The whole check of the rules on undefined names, which differ in the kind. */
export function reportUndefinedTracks(
  kind: Track["kind"],
  { node, report }: { readonly node: Node; readonly report: UndefinedReport },
): void {
  const config = node.keepalived;
  if (config === undefined) return;
  for (const { track, owner } of trackLines(config)) {
    if (track.kind !== kind || track.status !== "undefined" || hasMisspeltBlock(config, track.name)) continue;
    const suggestion = suggestionFor(config, track);
    const fill = { name: track.name, owner: owner.name };
    const details = suggestionDetails(track, suggestion);
    if (suggestion === undefined) report("undefined", track.place, fill, details);
    else report("meant", track.place, { ...fill, meant: suggestion.object.name }, details);
  }
}

/** A block of that name whose keyword nobody knows: the keyword is the finding. */
function hasMisspeltBlock({ statements }: KeepalivedConfig, name: string): boolean {
  return statements.some(({ keyword, args, body }) => {
    return body !== undefined && args[0]?.value === name && keepalivedTable.find("/", keyword.value) === undefined;
  });
}
