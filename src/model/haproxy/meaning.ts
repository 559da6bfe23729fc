/**
 * What a haproxy configuration means, in a form that two nodes can be compared by: each section with its statements,
 * times, sizes and addresses by value, and what is meant to differ between nodes marked as such.
 */
import type { Statement } from "../../ast/haproxy/statement.ts";
import { without } from "../../text/lists.ts";
import { canonicalAddress } from "../address.ts";
import type { HaproxyConfig, LocatedSection } from "./config.ts";
import { socketAddressesIn } from "./socket-addresses.ts";

export interface MeaningLine {
  /** Equal where two lines mean the same. */
  readonly key: string;
  /** It says something of the host it stands on, and is meant to differ. */
  readonly isLocal: boolean;
  readonly statement: Statement;
  readonly section: LocatedSection;
}

export interface MeaningSection {
  /** `backend app` */
  readonly name: string;
  readonly located: LocatedSection;
  readonly lines: readonly MeaningLine[];
}

/** The sections by name; several of one name (`global`) are one. */
export function meaningOf(config: HaproxyConfig): ReadonlyMap<string, MeaningSection> {
  const sections = new Map<string, MeaningSection & { readonly lines: MeaningLine[] }>();
  for (const located of config.sections) {
    const { section } = located;
    const name = [section.type, section.name?.value].filter(Boolean).join(" ");
    const lines = located.statements.map((statement) => ({
      key: keyOf(statement),
      isLocal: isLocal(statement, section.type),
      statement,
      section: located,
    }));
    const known = sections.get(name);
    if (known === undefined) sections.set(name, { name, located, lines });
    else for (const line of lines) known.lines.push(line);
  }
  return sections;
}

/** The lines that the others do not have, each as often as it is missing. */
export function linesWithout(lines: readonly MeaningLine[], others: readonly MeaningLine[]): readonly MeaningLine[] {
  return without(lines, others, ({ key }) => key);
}

/** Keywords that say something of the host they stand on. */
const localKeywords = new Set([
  "localpeer",
  "node",
  "description",
  "nbthread",
  "nbproc",
  "cpu-map",
  "thread-groups",
  "pidfile",
  "chroot",
  "server-state-base",
  "server-state-file",
  "log-send-hostname",
  "unix-bind",
  "cluster-secret",
  "numa-cpu-mapping",
  "cpu-policy",
  "cpu-set",
]);

function isLocal(statement: Statement, section: string): boolean {
  const { keyword } = statement;
  if (section === "global" && localKeywords.has(keyword.value)) return true;
  if (statement.kind === "Stats" && statement.name?.value === "show-node") return true;
  return section === "peers" && (statement.kind === "Bind" || keyword.value === "default-bind");
}

function keyOf(statement: Statement): string {
  const words = statement.args.map(({ value }) => value);
  for (const { firstWord, endWord, value, type } of statement.arguments) {
    if (endWord !== firstWord + 1) continue;
    const measured = measureOf(value);
    if (measured !== undefined) words[firstWord] = measured;
    for (const { host, family } of socketAddressesIn([{ value }])) {
      // What connections come from is the node's own, and so is where its console listens.
      const isOwn = type === "source-address" || (statement.kind === "Stats" && type === "bind-address");
      if (family === "ipv6" || (isOwn && family === "ipv4"))
        words[firstWord] = words[firstWord]?.replace(host, isOwn ? "own" : canonicalAddress(host)) ?? "";
    }
  }
  // A bind line is compared by its ports: its address may be the node's own.
  if (statement.kind === "Bind") {
    words[0] = statement.addresses
      .map(({ address: { protocol = "", ports, host } }) =>
        ports === undefined ? `${protocol}:${host}` : `${protocol}:${ports.first}-${ports.last}`,
      )
      .join(",");
  }
  const sorted = sortOptions(statement, words);
  return [statement.prefix?.value, statement.keyword.value, ...sorted].filter((word) => word !== undefined).join(" ");
}

/** Options of servers, binds and tables may stand in any order; of one option given twice the order counts. */
function sortOptions({ arguments: parts }: Statement, words: readonly string[]): readonly string[] {
  const options = parts.filter(({ type }) => type === "@server-option" || type === "@bind-option");
  const [first] = options;
  const last = options.at(-1);
  if (first === undefined || last === undefined) return words;
  const sorted = options
    .map(({ keyword = "", firstWord, endWord }) => ({ keyword, words: words.slice(firstWord, endWord) }))
    .sort((a, b) => (a.keyword < b.keyword ? -1 : a.keyword > b.keyword ? 1 : 0));
  const together = sorted.flatMap((option) => option.words);
  // Words that are no option's stay where they are, and with them the rest.
  if (together.length !== last.endWord - first.firstWord) return words;
  return [...words.slice(0, first.firstWord), ...together, ...words.slice(last.endWord)];
}

/** Times and sizes by value: 30s is 30000, 1m is 1048576. */
function measureOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("microseconds" in value) return `${value.microseconds}us`;
  return "bytes" in value ? `${value.bytes}B` : undefined;
}
