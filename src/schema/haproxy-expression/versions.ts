/** Keywords that the target version has not yet, or no longer. */
import type { Span } from "../../text/span.ts";
import type { Entry } from "../entry.ts";
import { compareVersions } from "../version.ts";
import type { ExpressionProblem } from "./problem.ts";

/** Without a target, what a newer version dropped is a warning. */
export function versionProblem(
  call: { readonly name: string; readonly nameSpan: Span },
  entry: Entry,
  what: string,
  target: string | undefined,
): ExpressionProblem[] {
  const place = { start: call.nameSpan.start, end: call.nameSpan.end };
  const { since, until, replacement } = entry;
  if (target !== undefined && since !== undefined && compareVersions(target, since) < 0) {
    const message = `The ${what} "${call.name}" came with HAProxy ${since}; ${target} does not know it`;
    return [{ rule: "keyword-newer-than-target", ...place, message }];
  }
  if (until === undefined || (target !== undefined && compareVersions(target, until) < 0)) return [];
  const cure = replacement === undefined ? "" : `; "${replacement}" took its place`;
  const message = `The ${what} "${call.name}" is gone since HAProxy ${until}${cure}`;
  return [
    { rule: "removed-keyword", ...place, message, ...(target === undefined ? { severity: "warning" as const } : {}) },
  ];
}
