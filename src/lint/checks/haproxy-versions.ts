/** What the grammar says of the newest version and older ones, or one, see otherwise: words and mistakes on a line. */
import type { Section } from "../../ast/haproxy/file.ts";
import type { ArgumentProblem, Statement } from "../../ast/haproxy/statement.ts";
import type { Word } from "../../ast/word.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { statementsIn } from "../../model/haproxy/by-kind.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import { compareVersions } from "../../schema/version.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";

const proxies: ReadonlySet<string> = new Set(["frontend", "backend", "listen"]);

/** A mistake that the target's program takes in: it counts, but as a warning. */
export function softened(
  finding: Finding,
  problem: ArgumentProblem,
  section: Section,
  { targets }: Node,
  { source }: HaproxyDocument,
): Finding {
  const { haproxy } = targets;
  // A backend with words behind its name is dropped, which only its own lines and what uses it show (haproxy 2.4 to 3.4).
  const isBehindName =
    problem.problem === "extra-argument" || (problem.problem === "missing-argument" && section.name !== undefined);
  if (isBehindName && section.type === "backend" && problem.start < endOfHeader(section))
    return statementsIn(section).length === 0 ? { ...finding, severity: "warning" } : finding;
  if (haproxy === undefined) return finding;
  // Ports were read up to the first character that is no digit.
  const isLax = problem.reason === "has a port that is not a number" && compareVersions(haproxy, "2.9") < 0;
  if (isLax && /:[+-]?\d[^:]*$/.test(source.text.slice(problem.start, problem.end)))
    return { ...finding, severity: "warning" };
  if (section.type === "global" && isLaxNumber(problem, section, haproxy)) return { ...finding, severity: "warning" };
  // haproxy 3.4.0 complains of the name of a proxy and goes on.
  const { name } = section;
  const isAlone = section.problems?.length === 1;
  const isName = isAlone && name !== undefined && problem.start >= name.start && problem.end <= name.end;
  if (
    isName &&
    problem.problem === "invalid-value" &&
    proxies.has(section.type) &&
    compareVersions(haproxy, "3.4") >= 0
  )
    return { ...finding, severity: "warning" };
  return finding;
}

/** cfgparse-global.c: before haproxy 2.7 maxconn was the digits at the beginning, or 0 for none. */
function isLaxNumber({ problem, start }: ArgumentProblem, section: Section, target: string): boolean {
  if (problem !== "invalid-value" || compareVersions(target, "2.7") >= 0) return false;
  const line = statementsIn(section).findLast((one) => one.start <= start);
  return line?.keyword.value === "maxconn";
}

/** The same where the program does not look at what is wrong on a line. */
export function softenedOn(
  statement: Statement,
  finding: Finding,
  problem: ArgumentProblem,
  section: Section,
): Finding {
  const isTaken =
    problem.problem === "missing-argument" ? isLeftEmpty(statement) : isOverlooked(statement, section.type);
  return isTaken || isPassedOver(statement, problem, section) ? { ...finding, severity: "warning" } : finding;
}

/** cfgparse-global.c: after the first line of these the program says so and goes on, before it looks at the value. */
function isPassedOver({ keyword, start }: Statement, { problem }: ArgumentProblem, section: Section): boolean {
  if (section.type !== "global" || problem === "extra-argument") return false;
  // Its value is asked for before the line in front of it.
  if (keyword.value === "cluster-secret" && problem === "missing-argument") return false;
  if (haproxyTable.find(section.type, keyword.value)?.repeat !== "first") return false;
  return statementsIn(section).some(
    (one) => one.start < start && one.keyword.value === keyword.value && one.branch === undefined && !one.problems,
  );
}

/** vars.c, stick_table.c: these take nothing for an empty text and for 0, where nothing at all follows (haproxy 2.6, 3.4). */
const takingNothing: ReadonlySet<string> = new Set(["set-var-fmt", "sc-set-gpt", "sc-set-gpt0", "sc-add-gpc"]);

function isLeftEmpty(statement: Statement): boolean {
  return (
    "actionName" in statement &&
    takingNothing.has(statement.actionName ?? "") &&
    statement.args.at(-1) === statement.action
  );
}

/** http_act.c: the name is cut out of the word by its length, whatever stands in the place of the parentheses (2.6, 3.4). */
const badlyNamed = /^(?:set-map|del-map|add-acl|del-acl)(?!\(.+\))/s;

function isOverlooked(statement: Statement, section: string): boolean {
  const { keyword, args } = statement;
  if (keyword.value.startsWith("http-") && badlyNamed.test(args[0]?.value ?? "")) return true;
  // sink.c: timeouts of other names are dropped without a word.
  if (section === "ring" && keyword.value === "timeout") return !/^(?:connect|server)$/.test(args[0]?.value ?? "");
  // peers.c: a peer without an address is this node, whose name is not looked at.
  return section === "peers" && (keyword.value === "peer" || keyword.value === "server") && args.length === 1;
}

function endOfHeader(section: Section): number {
  return section.body[0]?.start ?? section.end;
}

interface Newer {
  readonly since: string;
  readonly what: string;
}

/** The prefixes of addresses that came after haproxy 2.4, and the words behind options that did. */
const prefixes: ReadonlyMap<string, Newer> = new Map(
  Object.entries({
    mptcp: { since: "3.1", what: "The prefix mptcp@" },
    mptcp4: { since: "3.1", what: "The prefix mptcp4@" },
    mptcp6: { since: "3.1", what: "The prefix mptcp6@" },
    abnsz: { since: "3.1", what: "The prefix abnsz@" },
    rhttp: { since: "2.9", what: "The prefix rhttp@" },
  }),
);

const timeoutsSince: ReadonlyMap<string, string> = new Map(
  Object.entries({ client: "2.9", connect: "3.4", queue: "3.4", tarpit: "3.4" }),
);

/** Whether there are words that the target does not know yet and `olderWords` does. */
export function mayHaveNewerWords({ targets }: Node): boolean {
  return targets.haproxy !== undefined && compareVersions(targets.haproxy, "3.4") < 0;
}

/** What a line says with words that the target does not know yet. */
export function* olderWords(statement: Statement, document: HaproxyDocument, node: Node): Iterable<Finding> {
  const { haproxy } = node.targets;
  if (haproxy === undefined || !mayHaveNewerWords(node)) return;
  for (const [word, { since, what }] of newerWords(statement)) {
    if (compareVersions(haproxy, since) >= 0) continue;
    const message = `${what} came with haproxy ${since}, the target is ${haproxy}`;
    yield { rule: "haproxy/keyword-newer-than-target", place: placeIn(document, word), message };
  }
}

function* newerWords(statement: Statement): Iterable<readonly [Word, Newer]> {
  switch (statement.kind) {
    case "Bind": {
      const address = statement.arg(0);
      for (const { address: one } of statement.addresses) {
        const newer = one.protocol === undefined ? undefined : prefixes.get(one.protocol);
        if (newer !== undefined && address !== undefined) yield [address, newer];
      }
      const value = statement.options.find(({ name }) => name.value === "shards")?.values[0];
      if (value?.value === "by-group") yield [value, { since: "2.8", what: "shards by-group" }];
      return;
    }
    case "Log": {
      const profile = statement.args.find(({ value }, at) => value === "profile" && at > 0);
      if (profile !== undefined) yield [profile, { since: "3.1", what: "The profile of a log line" }];
      return;
    }
    case "HttpRequest":
    case "HttpResponse": {
      const timeout = statement.actionName === "set-timeout" ? statement.parameters[0] : undefined;
      const since = timeoutsSince.get(timeout?.value ?? "");
      if (timeout !== undefined && since !== undefined)
        yield [timeout, { since, what: `set-timeout ${timeout.value}` }];
      return;
    }
    case "Option": {
      const host = statement.arg(4);
      const clf = statement.arg(1);
      if (statement.name?.value === "tcplog" && clf?.value === "clf") yield [clf, { since: "3.1", what: "tcplog clf" }];
      if (statement.name?.value === "httpchk" && host !== undefined)
        yield [host, { since: "3.1", what: "A host behind the version of option httpchk" }];
      return;
    }
  }
}
