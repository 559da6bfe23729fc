/** The sections of a haproxy.cfg by name, as the grammar has them. Nothing is made of it before a file is read. */
import type { Entry } from "../../schema/entry.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { type Pattern, somePattern } from "../../schema/pattern.ts";
import { nearestOf } from "../../text/nearest.ts";
import { remembered } from "../../text/remembered.ts";
import { headsOf } from "../heads.ts";

let names: ReadonlySet<string> | undefined;

/** The words that open a section in any supported version (haproxy 2.4 to 3.4). */
export function sectionNames(): ReadonlySet<string> {
  names ??= new Set(haproxyTable.keywords("section"));
  return names;
}

export interface HeaderForm {
  readonly takesName: boolean;
  /** Whether `from` names a defaults section; elsewhere it is a word too many. */
  readonly startsFromDefaults: boolean;
}

/** What may stand in the header of a section. */
export function headerForm(section: string): HeaderForm {
  const entry = haproxyTable.find("section", section);
  return entry === undefined ? bare : formOf(entry);
}

const bare: HeaderForm = { takesName: false, startsFromDefaults: false };

const formOf = remembered(({ syntax }: Entry): HeaderForm => {
  const has = (test: (one: Pattern) => boolean) => syntax !== null && somePattern(syntax, test);
  return {
    takesName: has((one) => one.kind === "hole" && one.type.startsWith("def-")),
    startsFromDefaults: has((one) => one.kind === "lit" && one.text === "from"),
  };
});

/** The section that a word at the start of a line most likely means. */
export function nearestSection(word: string): string | undefined {
  const lower = word.toLowerCase().replace(/:$/, "");
  return sectionNames().has(lower) ? lower : nearestOf(lower, sectionNames());
}

let headerLine: RegExp | undefined;

/** Where lines start that open a section for certain: what is misspelt or quoted is left out. */
export function headerOffsets(text: string): readonly number[] {
  headerLine ??= new RegExp(String.raw`^[ \t]*(?:${[...sectionNames()].join("|")})(?![^ \t\r\n#])`, "gm");
  return headsOf(text, headerLine);
}
