/** Finds the entry of a keyword for a version, where a keyword may have one for each range of versions. */
import { listsBy } from "../../text/lists.ts";
import type { Entry } from "../entry.ts";
import type { LanguageTable } from "../table.ts";
import { isKnownIn } from "../version.ts";

export interface Found {
  readonly entry: Entry;
  /** The target has the keyword; always true without one. */
  readonly known: boolean;
}

export class KeepalivedLookup {
  readonly table: LanguageTable;
  readonly target: string | undefined;
  readonly #several = new Map<string, ReadonlyMap<string, readonly Entry[]>>();

  constructor(table: LanguageTable, target: string | undefined) {
    this.table = table;
    this.target = target;
  }

  find(context: string, keyword: string): Found | undefined {
    const newest = this.table.find(context, keyword);
    if (newest === undefined) return undefined;
    const { target } = this;
    if (target === undefined || isKnownIn(newest, target)) return { entry: newest, known: true };
    const older = this.#older(context, keyword).find((entry) => isKnownIn(entry, target));
    return older === undefined ? { entry: newest, known: false } : { entry: older, known: true };
  }

  /** The entry that an older version had, where the syntax of the keyword changed. */
  olderThan(entry: Entry, context: string): Entry | undefined {
    if (entry.since === undefined) return undefined;
    return this.#older(context, entry.keyword).find((one) => one.until === entry.since);
  }

  #older(context: string, keyword: string): readonly Entry[] {
    let changed = this.#several.get(context);
    if (changed === undefined) {
      changed = listsBy(this.table.entriesWith(context, "until"), ({ keyword }) => keyword);
      this.#several.set(context, changed);
    }
    return changed.get(keyword) ?? [];
  }
}

/** How messages name a context: `a vrrp_instance block`, `the top of the file`. */
export function nameOfContext(context: string): string {
  return context === "/" ? "the top of the file" : context.replaceAll("/", " > ");
}
