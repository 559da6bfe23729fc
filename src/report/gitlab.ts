/** GitLab's code quality report. */
import type { Severity } from "../text/diagnostic.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Renderer, rangeOf } from "./report.ts";

const severities: Readonly<Record<Severity, string>> = { error: "critical", warning: "minor", info: "info" };

export const renderGitlab: Renderer = (report) => {
  const seen = new Map<string, number>();
  const issues = report.diagnostics.map((diagnostic) => {
    const { start, end } = rangeOf(report, diagnostic.path, diagnostic.span);
    // Without line numbers, so that an issue stays the same while lines above it come and go.
    const identity = [diagnostic.rule, diagnostic.path, diagnostic.message].join("\0");
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    return {
      description: diagnostic.message,
      check_name: diagnostic.rule,
      fingerprint: fingerprint(`${identity}\0${times}`),
      severity: severities[diagnostic.severity],
      location: { path: diagnostic.path, lines: { begin: start.line, end: end.line } },
    };
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};
