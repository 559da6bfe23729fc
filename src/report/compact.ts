/** One line for each finding, in the form that editors and grep know: `path:line:column: severity: message [rule]`. */
import { visible } from "./display.ts";
import { type Renderer, rangeOf } from "./report.ts";

export const renderCompact: Renderer = (report) =>
  report.diagnostics
    .map((diagnostic) => {
      const { line, column } = rangeOf(report, diagnostic.path, diagnostic.span).start;
      const place = `${visible(diagnostic.path)}:${line}:${column}`;
      return `${place}: ${diagnostic.severity}: ${visible(diagnostic.message)} [${diagnostic.rule}]\n`;
    })
    .join("");
