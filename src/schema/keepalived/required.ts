/** Keywords without which keepalived drops the block that they belong to. */
import type { Entry } from "../entry.ts";
import { type KeepalivedLookup, nameOfContext } from "./lookup.ts";
import type { CheckedStatement, ValueProblem } from "./statement.ts";

const known = new WeakMap<KeepalivedLookup, Map<string, readonly Entry[]>>();

function requiredIn(context: string, lookup: KeepalivedLookup): readonly Entry[] {
  const contexts = known.get(lookup) ?? new Map<string, readonly Entry[]>();
  known.set(lookup, contexts);
  let entries = contexts.get(context);
  if (entries === undefined) {
    entries = lookup.table.entriesWith(context, "required").filter((entry) => entry.until === undefined);
    contexts.set(context, entries);
  }
  return entries;
}

export function missingRequired(
  statement: CheckedStatement,
  context: string,
  lookup: KeepalivedLookup,
): ValueProblem[] {
  const body = statement.body ?? [];
  // A misspelt one is reported where it stands.
  if (body.some(({ keyword }) => keyword.unknown || lookup.find(context, keyword.value) === undefined)) return [];
  return [...requiredIn(context, lookup).map((entry) => [entry.keyword]), ...(alternatives[context] ?? [])].flatMap(
    (keywords) => {
      if (body.some(({ keyword }) => keywords.includes(keyword.value))) return [];
      const name = statement.args[0]?.value;
      return [
        {
          kind: "required-setting-missing" as const,
          place: statement.place,
          message: `${nameOfContext(context)}${name === undefined ? "" : ` ${name}`} has no \`${keywords.join("` or `")}\`: keepalived drops it`,
        },
      ];
    },
  );
}

/** Blocks that need one of several keywords (keepalived 2.4.3). */
const alternatives: Readonly<Record<string, readonly (readonly string[])[]>> = {
  garp_group: [["garp_interval", "gna_interval"]],
  bfd_instance: [["neighbor_ip", "neighbour_ip"]],
};
