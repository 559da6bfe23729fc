/** What the lines of a section that is no proxy have to be together: caches, FastCGI applications, peers; and where threads are said. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { Statement } from "../../ast/haproxy/statement.ts";
import { isStatic } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { statementsIn } from "../../model/haproxy/by-kind.ts";
import { wrapped, wrappedUnsigned } from "../../schema/types/numbers.ts";
import { compareVersions } from "../../schema/version.ts";
import type { Span } from "../../text/span.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";

interface Fault {
  readonly rule: "argument-count" | "invalid-value" | "misplaced-keyword";
  readonly message: string;
  readonly at: Span;
}

export function* checkHaproxySections(document: HaproxyDocument, node: Node): Iterable<Finding> {
  const { haproxy } = node.targets;
  if (haproxy === undefined || compareVersions(haproxy, "2.7") >= 0) yield* lateThreads(document, haproxy);
  yield* crossedDelays(document);
  for (const section of document.ast.sections) {
    const ask = asks.get(section.type);
    if (ask === undefined || section.faulty === true) continue;
    const statements = statementsIn(section);
    // What the environment decides may be the line that seems to lack.
    if (statements.some(({ branch, faulty, keyword }) => branch !== undefined || faulty === true || !isStatic(keyword)))
      continue;
    const fault = ask(section, statements);
    if (fault === undefined) continue;
    yield { rule: `haproxy/${fault.rule}`, place: placeIn(document, fault.at), message: fault.message };
  }
}

const threadWords: ReadonlySet<string> = new Set(["nbthread", "thread-groups", "thread-group"]);

/** thread.c, haproxy 2.7: how many threads there are is said before anything but a global section. */
function* lateThreads(document: HaproxyDocument, target: string | undefined): Iterable<Finding> {
  const { sections } = document.ast;
  const first = sections.findIndex(({ type, branch }) => type !== "global" && branch === undefined);
  if (first === -1) return;
  for (const section of sections.slice(first)) {
    if (section.type !== "global" || section.branch !== undefined || section.faulty === true) continue;
    for (const { keyword, branch, faulty } of statementsIn(section)) {
      if (!threadWords.has(keyword.value) || branch !== undefined || faulty === true) continue;
      yield {
        rule: "haproxy/misplaced-keyword",
        place: placeIn(document, keyword),
        message: `${keyword.value} has to stand in a global section above all other sections (haproxy 2.7)`,
        ...(target === undefined ? { severity: "warning" as const } : {}),
      };
    }
  }
}

/** ssl_ocsp.c: each of the two delays is held against the other when it is read; 5 minutes and an hour where unsaid. */
function* crossedDelays(document: HaproxyDocument): Iterable<Finding> {
  const delays = { min: 300, max: 3600 };
  const globals = document.ast.sections.filter(({ type }) => type === "global");
  for (const line of globals.flatMap((section) => statementsIn(section))) {
    const end = /^(?:tune\.ssl\.)?ocsp-update\.(min|max)delay$/.exec(line.keyword.value)?.[1];
    const [word] = line.args;
    if (end === undefined || word === undefined) continue;
    // A branch or a variable: what holds below is not known.
    if (line.branch !== undefined || !isStatic(word)) return;
    if (line.faulty === true) continue;
    const delay = wrapped(word.value);
    const other = end === "min" ? "max" : "min";
    if (end === "min" ? delay > delays.max : delay < delays.min) {
      yield {
        rule: "haproxy/invalid-value",
        place: placeIn(document, word),
        message: `${line.keyword.value}: ${delay} is ${end === "min" ? "above" : "below"} the ${other}imum, ${delays[other]} s where this line is read`,
      };
      return;
    }
    delays[end === "min" ? "min" : "max"] = delay;
  }
}

const asks: ReadonlyMap<string, (section: Section, statements: readonly Statement[]) => Fault | undefined> = new Map(
  Object.entries({
    cache: cacheFault,
    "fcgi-app": applicationFault,
    peers: peersFault,
    acme: acmeFault,
    healthcheck: healthcheckFault,
  }),
);

function lastOf(statements: readonly Statement[], name: string): Statement | undefined {
  return statements.findLast(({ keyword }) => keyword.value === name);
}

/** cache.c: megabytes of the cache, bytes of an object, which has to fit in twice. */
function cacheFault({ name, keyword }: Section, statements: readonly Statement[]): Fault | undefined {
  const total = lastOf(statements, "total-max-size");
  if (total === undefined)
    return { rule: "argument-count", message: "A cache needs total-max-size", at: name ?? keyword };
  const object = lastOf(statements, "max-object-size");
  const [most, largest] = [total, object].map((line) => wrappedUnsigned(line?.args[0]?.value ?? ""));
  if (object === undefined || most === undefined || largest === undefined) return undefined;
  return largest > (most * 1024 * 1024) / 2
    ? { rule: "invalid-value", message: "max-object-size is more than half of total-max-size", at: object }
    : undefined;
}

function applicationFault({ name, keyword }: Section, statements: readonly Statement[]): Fault | undefined {
  if (lastOf(statements, "docroot") !== undefined) return undefined;
  return { rule: "argument-count", message: "An fcgi-app needs docroot", at: name ?? keyword };
}

function acmeFault({ name, keyword }: Section, statements: readonly Statement[]): Fault | undefined {
  const has = (word: string) => lastOf(statements, word) !== undefined;
  if (!has("directory"))
    return { rule: "argument-count", message: "An acme section needs directory", at: name ?? keyword };
  if (has("eab-key-id") !== has("eab-mac-key"))
    return { rule: "argument-count", message: "eab-key-id and eab-mac-key need each other", at: name ?? keyword };
  return undefined;
}

const ruleOfType: ReadonlyMap<string, string> = new Map([
  ["tcp-check", "tcp-check"],
  ["httpchk", "http-check"],
]);

/** tcpcheck.c: a healthcheck section is of one type, said once, and has the rules of that type alone. */
function healthcheckFault(_: Section, statements: readonly Statement[]): Fault | undefined {
  let type: string | undefined;
  let rule: string | undefined;
  for (const { keyword, args } of statements) {
    const [first] = args;
    if (keyword.value === "type" && first !== undefined) {
      if (type !== undefined)
        return { rule: "misplaced-keyword", message: "This healthcheck section has a type already", at: keyword };
      type = first.value;
      if (rule !== undefined && ruleOfType.get(type) !== rule)
        return { rule: "misplaced-keyword", message: `type ${type} cannot stand below ${rule} lines`, at: first };
    } else if (keyword.value === "tcp-check" || keyword.value === "http-check") {
      const isOther =
        type === undefined ? rule !== undefined && rule !== keyword.value : ruleOfType.get(type) !== keyword.value;
      const beside = type === undefined ? `${rule} lines` : `type ${type}`;
      if (isOther)
        return { rule: "misplaced-keyword", message: `${keyword.value} cannot stand beside ${beside}`, at: keyword };
      rule = keyword.value;
    }
  }
  return undefined;
}

/** peers.c: `bind` with `server` is the newer form, `peer` with addresses the older; a table has its name alone. */
function peersFault(_: Section, statements: readonly Statement[]): Fault | undefined {
  const tables = new Set<string>();
  let first: Statement | undefined;
  for (const line of statements) {
    const { value } = line.keyword;
    if (value === "bind" || value === "peer") {
      if (first !== undefined && first.keyword.value !== value)
        return {
          rule: "misplaced-keyword",
          message: "peer and bind cannot stand in one peers section",
          at: line.keyword,
        };
      first = line;
    }
    const [name] = line.args;
    if (value !== "table" || name === undefined) continue;
    if (tables.has(name.value))
      return { rule: "invalid-value", message: `This section has a table ${name.value} already`, at: name };
    tables.add(name.value);
  }
  return undefined;
}
