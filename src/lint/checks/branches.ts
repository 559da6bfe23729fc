/** What a finding weighs where its line stands behind an `.if`: the program may never read it. */
import type { Branch } from "../../ast/haproxy/directive.ts";
import type { Targets } from "../../model/cluster.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { isRead } from "../../model/haproxy/branches.ts";
import { countWhile } from "../../text/lists.ts";
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
  const { lines, sections } = behindPredicates(document);
  if (lines.length === 0 && sections.length === 0) return yield* findings;
  for (const finding of findings) {
    const { start } = finding.place.span;
    const line = around(lines, start) ?? around(sections, start);
    const read = line === undefined || isRead(line.branch, targets);
    if (read === true) yield finding;
    else if (read === undefined) yield { ...finding, severity: finding.severity === "info" ? "info" : "warning" };
    else yield { rule: "haproxy/inactive-branch-invalid", place: finding.place, message: finding.message };
  }
}

interface Behind {
  readonly span: Span;
  readonly branch: Branch;
}

/** The lines, and the sections whose headers stand behind a predicate, in their order. */
function behindPredicates({ ast, source }: HaproxyDocument): {
  readonly lines: readonly Behind[];
  readonly sections: readonly Behind[];
} {
  const lines: Behind[] = [];
  const sections: Behind[] = [];
  if (!source.text.includes(".if")) return { lines, sections };
  for (const section of ast.sections) {
    if (section.branch !== undefined)
      sections.push({ span: { start: section.start, end: section.end }, branch: section.branch });
    for (const item of section.body) {
      if ("branch" in item && item.branch !== undefined) lines.push({ span: item, branch: item.branch });
    }
  }
  return { lines, sections };
}

/** The one of ordered stretches that an offset lies in. */
function around(ordered: readonly Behind[], offset: number): Behind | undefined {
  const found = ordered[countWhile(ordered, ({ span }) => span.end < offset)];
  return found !== undefined && found.span.start <= offset ? found : undefined;
}
