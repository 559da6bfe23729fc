/** The sections of a haproxy.cfg by name. */

import { nearestOf } from "../../schema/nearest.ts";
import { headsOf } from "../heads.ts";

/** The words that open a section in any supported version (haproxy 2.4 to 3.4). */
export const sectionNames: ReadonlySet<string> = new Set([
  "global",
  "defaults",
  "frontend",
  "backend",
  "listen",
  "userlist",
  "peers",
  "mailers",
  "resolvers",
  "namespace_list",
  "cache",
  "ring",
  "program",
  "http-errors",
  "fcgi-app",
  "log-forward",
  "log-profile",
  "crt-store",
  "traces",
  "acme",
  "healthcheck",
]);

/** Sections whose header takes a name. `frontend`, `backend` and `listen` have to have one, `defaults` may. */
const unnamed: ReadonlySet<string> = new Set(["global", "traces", "namespace_list"]);

export function takesName(section: string): boolean {
  return !unnamed.has(section);
}

const proxies: ReadonlySet<string> = new Set(["defaults", "frontend", "backend", "listen"]);

/** Whether `from` in the header names a defaults section; elsewhere it is a word too many. */
export function startsFromDefaults(section: string): boolean {
  return proxies.has(section);
}

/** The section that a word at the start of a line most likely means. */
export function nearestSection(word: string): string | undefined {
  const lower = word.toLowerCase().replace(/:$/, "");
  return sectionNames.has(lower) ? lower : nearestOf(lower, sectionNames);
}

const headerLine = new RegExp(String.raw`^[ \t]*(?:${[...sectionNames].join("|")})(?![^ \t\r\n#])`, "gm");

/** Where lines start that open a section for certain: what is misspelt or quoted is left out. */
export function headerOffsets(text: string): readonly number[] {
  return headsOf(text, headerLine);
}
