/** The findings of the `parse/` rules: what the parsers reported, forwarded to the rule of the same name. */
import type { Node } from "../model/cluster.ts";
import type { Severity, SyntaxProblem } from "../text/diagnostic.ts";
import type { Place } from "../text/span.ts";
import type { ReportDetails } from "./rule.ts";

interface NodeContext {
  readonly node: Node;
  readonly report: (key: "found", place: Place, fill: { message: string }, details?: ReportDetails) => void;
}

/**
 * The whole check of the rule `parse/PROBLEM`. Its messages are `{ found: "{message}" }`.
 *
 * @param severity where the version of the node decides how much a problem weighs
 */
export function reportProblems(problem: string, { node, report }: NodeContext, severity?: Severity): void {
  for (const { source, problems } of node.documents) {
    for (const found of problems) {
      if (found.problem !== problem) continue;
      const given = severity === undefined ? {} : { severity };
      const place = { path: source.path, span: found.span };
      report("found", place, { message: found.message }, { ...details(source.path, found), ...given });
    }
  }
}

function details(path: string, { related, severity, fix }: SyntaxProblem): ReportDetails {
  return {
    ...(related === undefined ? {} : { related: related.map((one) => ({ path, ...one })) }),
    ...(severity === undefined ? {} : { severity }),
    ...(fix === undefined ? {} : { fix: { title: fix.title, edits: fix.edits.map((edit) => ({ path, ...edit })) } }),
  };
}
