/** Keywords that the target version has not yet, or no longer. */
import type { Span } from "../../text/span.ts";
import type { Entry } from "../entry.ts";
import type { ExpressionProblem } from "./problem.ts";

/** Whether a version has what came with another: 3.10 has what came with 3.4. */
export function isAvailable(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split(".").map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

/** Without a target, what a newer version dropped is a warning. */
export function versionProblem(
  call: { readonly name: string; readonly nameSpan: Span },
  entry: Entry,
  what: string,
  target: string | undefined,
): ExpressionProblem[] {
  const place = { start: call.nameSpan.start, end: call.nameSpan.end };
  const { since, until, replacement } = entry;
  if (target !== undefined && since !== undefined && !isAvailable(target, since)) {
    const message = `The ${what} "${call.name}" came with HAProxy ${since}; ${target} does not know it`;
    return [{ rule: "keyword-newer-than-target", ...place, message }];
  }
  if (until === undefined || (target !== undefined && !isAvailable(target, until))) return [];
  const cure = replacement === undefined ? "" : `; "${replacement}" took its place`;
  const message = `The ${what} "${call.name}" is gone since HAProxy ${until}${cure}`;
  return [
    { rule: "removed-keyword", ...place, message, ...(target === undefined ? { severity: "warning" as const } : {}) },
  ];
}
