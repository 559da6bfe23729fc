/** The keywords and values of a node's keepalived against the table, handed to the rules of the same names. */
import type { Node } from "../../model/cluster.ts";
import { checkKeepalived } from "../../schema/keepalived/check.ts";
import type { ValueProblem } from "../../schema/keepalived/statement.ts";
import { keepalivedTable } from "../../schema/keepalived.ts";
import { listsBy } from "../../text/lists.ts";
import { remembered } from "../../text/remembered.ts";
import type { Finding, KeepalivedCheck } from "./finding.ts";

/** The node's problems by the file that they stand in; an included file may be written for another place than the top. */
const problemsOf = remembered(({ keepalived, targets }: Node) =>
  listsBy(
    checkKeepalived(keepalived?.statements ?? [], keepalivedTable, targets.keepalived),
    ({ place }) => place.path,
  ),
);

export const checkKeepalivedValues: KeepalivedCheck = function* (document, node) {
  for (const problem of problemsOf(node).get(document.source.path) ?? []) yield findingOf(problem);
};

function findingOf({ kind, place, message, severity, related, fix }: ValueProblem): Finding {
  return {
    rule: `keepalived/${kind}`,
    place,
    message,
    ...(severity !== undefined && { severity }),
    ...(related !== undefined && { related }),
    ...(fix !== undefined && {
      fix: { ...fix, edits: fix.edits.map(({ path, span, newText }) => ({ path, span, newText })) },
    }),
  };
}
