/** Ids and guids that the files give to proxies, servers and listeners, and those that are given twice. */
import type { Bind, Server, Statement } from "../../ast/haproxy/statement.ts";
import { isStatic, type Word } from "../../ast/word.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { areExclusive } from "../../model/haproxy/branches.ts";
import { ofKind } from "../../model/haproxy/by-kind.ts";
import type { HaproxyConfig, LocatedSection } from "../../model/haproxy/config.ts";
import { placeIn } from "../place.ts";

interface GivenId {
  readonly word: Word;
  readonly branch: Statement["branch"];
  readonly document: HaproxyDocument;
}

/** The numbers given to two proxies. */
export function sameProxyIds(config: HaproxyConfig): readonly (readonly [GivenId, GivenId])[] {
  const given = config.sectionsWith("id").flatMap((section) => {
    if (!proxyTypes.has(section.section.type)) return [];
    const own = section.statements.findLast(({ keyword }) => keyword.value === "id");
    return own === undefined ? [] : (givenId(own.arg(0), own, section) ?? []);
  });
  return pairsOf(given);
}

interface GivenGuid extends GivenId {
  readonly guid: string;
}

/** The guids given to two of all the proxies, servers and listeners; a word that gives several is named once. */
export function sameGuids(config: HaproxyConfig): readonly (readonly [GivenId, GivenId])[] {
  // Hardly a file has any, and a large one has many servers.
  if (!config.documents.some(({ source }) => source.text.includes("guid"))) return [];
  const named = new Set<Word>();
  return pairsBy(config.sections.flatMap(guidsIn), ({ guid }) => guid).filter(([, { word }]) => {
    const isNew = !named.has(word);
    named.add(word);
    return isNew;
  });
}

function guidsIn(section: LocatedSection): readonly GivenGuid[] {
  const { statements } = section;
  const { type } = section.section;
  const own = statements.findLast(({ keyword }) => keyword.value === "guid");
  const proxy = own === undefined || !proxyTypes.has(type) ? undefined : givenId(own.arg(0), own, section);
  const servers = optionIds(ofKind(statements, "Server"), section, "guid");
  const given = (proxy === undefined ? servers : [proxy, ...servers]).map((id) => ({ ...id, guid: id.word.value }));
  // Listeners of peers have none, whatever their lines say.
  return type === "peers"
    ? given
    : [...given, ...ofKind(statements, "Bind").flatMap((line) => listenerGuids(line, section))];
}

/** The guids of listeners: the program numbers those of a line from 0 (haproxy 3.0 to 3.4). */
function listenerGuids(line: Bind, section: LocatedSection): readonly GivenGuid[] {
  const [id] = optionIds([line], section, "guid-prefix");
  if (id === undefined) return [];
  const counts = line.addresses.map(({ address: { ports } }) =>
    ports === undefined ? 1 : ports.last - ports.first + 1,
  );
  const length = counts.reduce((sum, count) => sum + count, 0);
  return Array.from({ length: Math.max(length, 1) }, (_, at) => ({ ...id, guid: `${id.word.value}-${at}` }));
}

/** What is said of a number that is given a second time. */
export function sameId(first: GivenId, second: GivenId) {
  const { value } = second.word;
  const related = [{ ...placeIn(first.document, first.word), message: `${first.word.value} is given here first` }];
  return [placeIn(second.document, second.word), { name: value }, { related }] as const;
}

export function optionIds(
  lines: readonly (Server | Bind)[],
  section: LocatedSection,
  option = "id",
): readonly GivenId[] {
  const ids: GivenId[] = [];
  for (const line of lines) {
    const id = givenId(line.option(option)?.values[0], line, section);
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

function givenId(
  word: Word | undefined,
  { branch }: Statement,
  { document, section }: LocatedSection,
): GivenId | undefined {
  return word === undefined || !isStatic(word) ? undefined : { word, branch: branch ?? section.branch, document };
}

const proxyTypes: ReadonlySet<string> = new Set(["frontend", "backend", "listen"]);

/** Numbers that are given twice. */
export function pairsOf(ids: readonly GivenId[]): readonly (readonly [GivenId, GivenId])[] {
  return pairsBy(ids, ({ word }) => {
    const number = Number.parseInt(word.value, 10);
    return Number.isNaN(number) ? undefined : number;
  });
}

function pairsBy<T extends GivenId>(
  ids: readonly T[],
  keyOf: (id: T) => string | number | undefined,
): readonly (readonly [T, T])[] {
  if (ids.length < 2) return [];
  const known = new Map<string | number, T>();
  const pairs: (readonly [T, T])[] = [];
  for (const id of ids) {
    const key = keyOf(id);
    const first = key === undefined ? undefined : known.get(key);
    if (key === undefined) continue;
    if (first === undefined) known.set(key, id);
    else if (first.document !== id.document || !areExclusive(first.branch, id.branch)) pairs.push([first, id]);
  }
  return pairs;
}
