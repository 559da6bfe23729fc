/** Everything that the shared checks find in a haproxy file. */
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { statementsIn } from "../../model/haproxy/by-kind.ts";
import type { Finding, HaproxyCheck, MakeLineCheck } from "./finding.ts";
import { checkHaproxyCheckSteps } from "./haproxy-check-steps.ts";
import { countersCheck } from "./haproxy-counters.ts";
import { expressionsCheck } from "./haproxy-expressions.ts";
import { httpchkCheck } from "./haproxy-httpchk.ts";
import { checkHaproxyListeners } from "./haproxy-listeners.ts";
import { checkHaproxyProxies } from "./haproxy-proxies.ts";
import { checkHaproxyPreamble, schemaCheck } from "./haproxy-schema.ts";
import { checkHaproxySections } from "./haproxy-sections.ts";
import { checkHaproxyServers } from "./haproxy-servers.ts";
import { singleLinesCheck } from "./haproxy-single-lines.ts";
import { wholeLinesCheck } from "./haproxy-whole-lines.ts";

const lineChecks: readonly MakeLineCheck[] = [
  schemaCheck,
  expressionsCheck,
  wholeLinesCheck,
  countersCheck,
  httpchkCheck,
  singleLinesCheck,
];

const fileChecks: readonly HaproxyCheck[] = [
  checkHaproxyPreamble,
  checkHaproxyCheckSteps,
  checkHaproxyServers,
  checkHaproxyListeners,
  checkHaproxyProxies,
  checkHaproxySections,
];

export function checkHaproxy(document: HaproxyDocument, node: Node): readonly Finding[] {
  const findings: Finding[] = [];
  const checks = lineChecks.map((make) => make(document, node, (finding) => findings.push(finding)));
  for (const section of document.ast.sections) {
    for (const check of checks) check.header?.(section);
    for (const statement of statementsIn(section)) {
      if (statement.faulty !== true) for (const check of checks) check.line(statement, section);
    }
  }
  for (const check of fileChecks) findings.push(...check(document, node));
  return findings;
}
