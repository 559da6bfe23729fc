/** Everything that the shared checks find in a haproxy file. */
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { inDocument, type LocatedSection } from "../../model/haproxy/config.ts";
import { addAll } from "../../text/lists.ts";
import { foundIn, type SectionMemory } from "../memory.ts";
import type { Finding, HaproxyCheck, LineCheck, MakeLineCheck } from "./finding.ts";
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
import { checkHaproxyTableKeys } from "./haproxy-table-keys.ts";
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
  checkHaproxyTableKeys,
];

export function checkHaproxy(document: HaproxyDocument, node: Node, memory?: SectionMemory): readonly Finding[] {
  const findings: Finding[] = [];
  const lines = new LineWalk(document, node);
  const sections = node.haproxy === undefined ? [] : inDocument(node.haproxy, node.haproxy.sections, document);
  addAll(
    findings,
    foundIn(memory, `lines of ${document.source.path}`, node, sections, (section) => lines.findingsIn(section)),
  );
  for (const check of fileChecks) addAll(findings, check(document, node, memory));
  return findings;
}

/** Asks all that is asked of each line, section by section. */
class LineWalk {
  readonly #checks: readonly LineCheck[];
  #found: Finding[] = [];

  constructor(document: HaproxyDocument, node: Node) {
    this.#checks = lineChecks.map((make) => make(document, node, (finding) => this.#found.push(finding)));
  }

  findingsIn({ section, statements }: LocatedSection): readonly Finding[] {
    for (const check of this.#checks) check.header?.(section);
    for (const statement of statements) {
      if (statement.faulty !== true) for (const check of this.#checks) check.line(statement, section);
    }
    if (this.#found.length === 0) return nothing;
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

const nothing: readonly Finding[] = [];
