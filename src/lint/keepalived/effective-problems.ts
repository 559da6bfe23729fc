/** The findings of the rules on includes, definitions and repetitions: what the model met while it read the files. */

import type { Node } from "../../model/cluster.ts";
import type { EffectiveProblem } from "../../model/keepalived/effective.ts";
import type { Place } from "../../text/span.ts";
import type { ReportDetails } from "../rule.ts";

interface NodeContext {
  readonly node: Node;
  readonly report: (key: "found", place: Place, fill: { message: string }, details?: ReportDetails) => void;
}

/** The whole check of a rule on how a node's files are put together. Its messages are `{ found: "{message}" }`. */
export function reportEffective(kinds: readonly EffectiveProblem["problem"][], { node, report }: NodeContext): void {
  for (const { problem, place, message, related, severity } of node.keepalived?.problems ?? []) {
    if (!kinds.includes(problem)) continue;
    const details = { ...(related !== undefined && { related }), ...(severity !== undefined && { severity }) };
    report("found", place, { message }, details);
  }
}
