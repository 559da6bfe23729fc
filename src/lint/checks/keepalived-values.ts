/** The keywords and values of a node's keepalived against the table, handed to the rules of the same names. */
import type { Node } from "../../model/cluster.ts";
import { checkKeepalived } from "../../schema/keepalived/check.ts";
import type { ValueProblem } from "../../schema/keepalived/statement.ts";
import { keepalivedTable } from "../../schema/keepalived.ts";
import type { Finding, KeepalivedCheck } from "./finding.ts";

const cache = new WeakMap<Node, ReadonlyMap<string, readonly ValueProblem[]>>();

/** The node's problems by the file that they stand in; an included file may be written for another place than the top. */
function problemsOf(node: Node): ReadonlyMap<string, readonly ValueProblem[]> {
  const known = cache.get(node);
  if (known !== undefined) return known;
  const byPath = new Map<string, ValueProblem[]>();
  const statements = node.keepalived?.statements ?? [];
  for (const problem of checkKeepalived(statements, keepalivedTable, node.targets.keepalived)) {
    const list = byPath.get(problem.place.path);
    if (list === undefined) byPath.set(problem.place.path, [problem]);
    else list.push(problem);
  }
  cache.set(node, byPath);
  return byPath;
}

export const checkKeepalivedValues: KeepalivedCheck = function* (document, node) {
  for (const problem of problemsOf(node).get(document.source.path) ?? []) yield findingOf(problem);
};

function findingOf({ kind, place, message, severity, related, fix }: ValueProblem): Finding {
  return {
    rule: `keepalived/${kind}`,
    place,
    message: message.replace(/\.$/, ""),
    ...(severity !== undefined && { severity }),
    ...(related !== undefined && { related }),
    ...(fix !== undefined && {
      fix: { ...fix, edits: fix.edits.map(({ path, span, newText }) => ({ path, span, newText })) },
    }),
  };
}
