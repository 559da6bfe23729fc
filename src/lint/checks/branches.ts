/** What a finding weighs where its line stands behind an `.if`: the program may never read it. */
import type { Branch } from "../../ast/haproxy/directive.ts";
import type { Targets } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { isRead } from "../../model/haproxy/branches.ts";
import type { Span } from "../../text/span.ts";
import type { Finding } from "./finding.ts";

/**
 * Findings as they count. Behind a predicate that is false they are one rule of their own: the line is broken and nobody
 * sees it. Behind one that cannot be decided from the file they are warnings.
 */
export function* weighByBranch(
  findings: Iterable<Finding>,
  document: HaproxyDocument,
  targets: Targets,
): Iterable<Finding> {
  const behind = linesBehindPredicates(document);
  if (behind.length === 0) return yield* findings;
  for (const finding of findings) {
    const { start } = finding.place.span;
    const line = behind.find(({ span }) => span.start <= start && start <= span.end);
    const read = line === undefined || isRead(line.branch, targets);
    if (read === true) yield finding;
    else if (read === undefined) yield { ...finding, severity: finding.severity === "info" ? "info" : "warning" };
    else yield { rule: "haproxy/inactive-branch-invalid", place: finding.place, message: finding.message };
  }
}

function linesBehindPredicates({ ast }: HaproxyDocument): readonly { readonly span: Span; readonly branch: Branch }[] {
  return ast.sections.flatMap((section) => {
    const header =
      section.branch === undefined
        ? []
        : [{ span: { start: section.start, end: section.end }, branch: section.branch }];
    const lines = section.body.flatMap((item) =>
      "branch" in item && item.branch !== undefined ? [{ span: item, branch: item.branch }] : [],
    );
    return [...lines, ...header];
  });
}
