/** Workflow commands that GitHub Actions shows as annotations on the changed lines. */
import type { Severity } from "../text/diagnostic.ts";
import { type Renderer, rangeOf } from "./report.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

export const renderGithub: Renderer = (report) =>
  report.diagnostics
    .map((diagnostic) => {
      const { start, end } = rangeOf(report, diagnostic.path, diagnostic.span);
      // GitHub refuses columns on ranges over several lines.
      const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : "";
      const place = `file=${property(diagnostic.path)},line=${start.line},endLine=${end.line}${columns}`;
      const others = diagnostic.related.map((related) => {
        return `\n${related.path}:${rangeOf(report, related.path, related.span).start.line}: ${related.message}`;
      });
      const text = data(diagnostic.message + others.join(""));
      return `::${commands[diagnostic.severity]} ${place},title=${property(diagnostic.rule)}::${text}\n`;
    })
    .join("");

/** The runner reads up to the end of the line; `%` escapes what would end it. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
