/** The findings of the `parse/` rules: what the parsers reported, forwarded to the rule of the same name. */
import type { Node } from "../model/cluster.ts";
import type { SyntaxProblem } from "../text/diagnostic.ts";
import type { Place } from "../text/span.ts";
import type { ReportDetails } from "./rule.ts";

interface NodeContext {
  readonly node: Node;
  readonly report: (key: "found", place: Place, fill: { message: string }, details?: ReportDetails) => void;
}

/** The whole check of the rule `parse/PROBLEM`. Its messages are `{ found: "{message}" }`. */
export function reportProblems(problem: string, { node, report }: NodeContext): void {
  for (const { source, problems } of node.documents) {
    for (const found of problems) {
      if (found.problem !== problem) continue;
      report("found", { path: source.path, span: found.span }, { message: found.message }, details(source.path, found));
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
