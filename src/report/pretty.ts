/** Findings for people: the message, the line it is about, the other places, what to do. */
import picocolors from "picocolors";
import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import { visible } from "./display.ts";
import { frameOf } from "./frame.ts";
import type { Renderer, RenderOptions, Report } from "./report.ts";
import { rangeOf } from "./report.ts";
import { summaryLine } from "./summary.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

export const renderPretty: Renderer = (report, options) => {
  const found = renderFindings(report, options);
  return `${found}${found === "" ? "" : "\n"}${summaryLine(report, picocolors.createColors(options.color))}\n`;
};

/** The findings alone, a blank line between two. */
export function renderFindings(report: Report, options: RenderOptions): string {
  const colors = picocolors.createColors(options.color);
  return report.diagnostics.map((diagnostic) => renderFinding(report, diagnostic, options, colors)).join("\n");
}

function renderFinding(report: Report, diagnostic: Diagnostic, options: RenderOptions, colors: Colors): string {
  const paint = severityPaint(diagnostic.severity, colors);
  const head = `${paint(colors.bold(diagnostic.severity))} ${colors.bold(visible(diagnostic.message))} ${colors.dim(`[${diagnostic.rule}]`)}\n`;
  const lines = [frame(report, diagnostic.path, diagnostic.span, options, colors, paint)];
  for (const { path, span, message } of diagnostic.related) {
    lines.push(frame(report, path, span, options, colors, colors.cyan, visible(message)));
  }
  if (diagnostic.fix !== undefined) {
    const unsafe = diagnostic.fix.safety === "unsafe" ? " (--unsafe-fixes)" : " (--fix)";
    lines.push(`  ${colors.green("fix")}: ${visible(diagnostic.fix.title)}${colors.dim(unsafe)}\n`);
  }
  return head + lines.join("");
}

function severityPaint(severity: Severity, colors: Colors): (text: string) => string {
  return severity === "error" ? colors.red : severity === "warning" ? colors.yellow : colors.blue;
}

function frame(
  report: Report,
  path: string,
  span: Span,
  options: RenderOptions,
  colors: Colors,
  paint: (text: string) => string,
  note = "",
): string {
  const { line, column } = rangeOf(report, path, span).start;
  const place = `${visible(path)}:${line}:${column}`;
  const source = report.source(path);
  if (source === undefined) return `  ${colors.cyan("-->")} ${place}${note === "" ? "" : ` ${note}`}\n`;
  const number = String(line);
  const margin = " ".repeat(number.length);
  const shown = frameOf(source, span, report.secrets(path), Math.max(20, options.width - number.length - 5));
  const marks = `${" ".repeat(shown.indent)}${paint("^".repeat(shown.marks))}${note === "" ? "" : ` ${paint(note)}`}`;
  return [
    `${margin} ${colors.cyan("-->")} ${place}\n`,
    `${colors.dim(`${number} |`)} ${shown.text}\n`,
    `${colors.dim(`${margin} |`)} ${marks}\n`,
  ].join("");
}
