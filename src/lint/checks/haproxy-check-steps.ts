/** The order of the steps of a health check: which `http-check` and `tcp-check` lines may follow which. */
import type { Statement } from "../../ast/haproxy/statement.ts";
import type { Node } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import type { LocatedSection } from "../../model/haproxy/config.ts";
import { placeIn } from "../place.ts";
import type { Finding } from "./finding.ts";

const steps: ReadonlySet<string> = new Set(["connect", "send", "send-lf", "send-binary", "send-binary-lf", "expect"]);

export function* checkHaproxyCheckSteps(document: HaproxyDocument, node: Node): Iterable<Finding> {
  for (const keyword of ["http-check", "tcp-check"]) {
    for (const section of node.haproxy?.sectionsWith(keyword) ?? []) {
      // A frontend ignores them.
      if (section.document !== document || section.section.type === "frontend") continue;
      const lines = judgedLines(section).filter(isStep);
      // A line that a predicate decides about may be the one that is missed.
      if (lines.some(({ branch }) => branch !== undefined)) continue;
      const own = lines.filter((line) => line.keyword.value === keyword);
      for (const [line, message] of faults(own, keyword)) {
        const place = placeIn(document, line.args[0] ?? line.keyword);
        yield { rule: "haproxy/misplaced-keyword", place, message };
      }
    }
  }
}

/** A healthcheck section has no order before it says what kind of check it is (haproxy 3.4). */
function judgedLines({ section, statements }: LocatedSection): readonly Statement[] {
  if (section.type !== "healthcheck") return statements;
  const at = statements.findIndex(({ keyword }) => keyword.value === "type");
  return at === -1 ? [] : statements.slice(at);
}

function isStep({ keyword, args, prefix, faulty }: Statement): boolean {
  if (keyword.value !== "http-check" && keyword.value !== "tcp-check") return false;
  return prefix === undefined && faulty !== true && steps.has(args[0]?.value ?? "");
}

/** tcpcheck.c: a line that is refused is not added, so what follows it is held against the one before. */
function* faults(lines: readonly Statement[], keyword: string): Iterable<readonly [Statement, string]> {
  let isConnected = false;
  let last: string | undefined;
  for (const line of lines) {
    const step = line.args[0]?.value ?? "";
    const fault = faultOf(step, last, isConnected, keyword);
    if (fault !== undefined) yield [line, fault];
    else last = step;
    if (step === "connect" && fault === undefined) isConnected = true;
  }
}

function faultOf(step: string, last: string | undefined, isConnected: boolean, keyword: string): string | undefined {
  if (last === undefined) return undefined;
  if (step === "connect" && !isConnected) return `${keyword} connect has to come before the other steps`;
  if (keyword !== "http-check") return undefined;
  if (step === "send" && last !== "connect")
    return "http-check send needs http-check connect before it, or to be the first step";
  if (step === "expect" && last === "connect") return "http-check expect needs http-check send before it";
  if (step === "connect" && last !== "expect") return "http-check connect needs http-check expect before it";
  return undefined;
}
