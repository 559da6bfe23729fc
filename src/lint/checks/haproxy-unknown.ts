/** A keyword that its section does not have: it belongs elsewhere, is ignored here, or is misspelt. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import type { Entry } from "../../schema/entry.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { compareVersions, supportedVersions } from "../../schema/version.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";

/** Whether a word opens a section in some version. */
export function opensSection(word: string): boolean {
  return haproxyTable.find("section", word) !== undefined;
}

/** The finding for a keyword of other sections; undefined where no section has it. */
export function misplaced(section: Section, keyword: Word, document: HaproxyDocument): Finding | undefined {
  const places = haproxyTable.contextsOf(keyword.value).filter((one) => opensSection(one) && one !== section.type);
  const [first] = places;
  if (first === undefined) return undefined;
  const isIgnored = places.some((place) => haproxyTable.find(place, keyword.value)?.ignored?.includes(section.type));
  const belongs = `it belongs in ${listOf(places)}`;
  return {
    rule: "haproxy/misplaced-keyword",
    place: placeIn(document, keyword),
    message: isIgnored
      ? `haproxy ignores ${keyword.value} in a ${section.type} section: ${belongs}`
      : `${keyword.value} cannot stand in a ${section.type} section: ${belongs}`,
    ...(isIgnored ? { severity: "warning" as const } : {}),
  };
}

/** What is said of an option that has no effect where it stands; newer versions refuse some of them there (haproxy 3.2). */
export function ignoredOption(
  option: Entry,
  { keyword }: Statement,
  section: Section,
  node: Node,
): Omit<Finding, "place"> | undefined {
  const where = option.ignored?.find((one) => one === section.type || one === keyword.value);
  if (where === undefined) return undefined;
  const target = node.targets.haproxy ?? supportedVersions.haproxy[0] ?? "";
  const isRefused = option.refused !== undefined && compareVersions(target, option.refused) >= 0;
  const place = where === keyword.value ? `on a ${where} line` : `in a ${where} section`;
  const name = where === keyword.value ? option.keyword : `${keyword.value} ${option.keyword}`;
  return {
    rule: "haproxy/misplaced-keyword",
    message: isRefused ? `${name} cannot stand ${place}` : `haproxy ignores ${name} ${place}`,
    ...(isRefused ? {} : { severity: "warning" as const }),
  };
}

export function unknownKeyword(context: string, keyword: Word, document: HaproxyDocument): Finding {
  const nearest = haproxyTable.nearest(context, keyword.value);
  const place = placeIn(document, keyword);
  const where = context === "section" ? "no section of haproxy" : `no keyword of a ${context} section`;
  const rule = "haproxy/unknown-keyword";
  if (nearest === undefined) return { rule, place, message: `${shown(keyword)} is ${where}` };
  return {
    rule,
    place,
    message: `${shown(keyword)} is ${where}: ${nearest} is meant`,
    fix: { title: `Write ${nearest}`, edits: [{ ...place, newText: nearest }] },
  };
}

/** A word in a message: not longer than a keyword can be. */
function shown({ value }: Word): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}

function listOf(names: readonly string[]): string {
  if (names.length <= 1) return names.join("");
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
