/** Findings for people: the message, the line it is about, the other places, what to do. */
import picocolors from "picocolors";
import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import type { Place } from "../text/span.ts";
import { visible } from "./display.ts";
import { frameOf } from "./frame.ts";
import type { Renderer, RenderOptions, Report } from "./report.ts";
import { rangeOf } from "./report.ts";
import { summaryLine } from "./summary.ts";
import { widthOf } from "./width.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

/** What every part of a finding is drawn with. */
interface Drawing extends RenderOptions {
  readonly colors: Colors;
}

export const renderPretty: Renderer = (report, options) => {
  const found = renderFindings(report, options);
  return `${found}${found === "" ? "" : "\n"}${summaryLine(report, picocolors.createColors(options.color))}\n`;
};

/** The findings alone, a blank line between two. */
export function renderFindings(report: Report, options: RenderOptions): string {
  const colors = picocolors.createColors(options.color);
  const drawing = { ...options, colors };
  return outageFirst(report.diagnostics)
    .map((diagnostic) => renderFinding(report, diagnostic, drawing))
    .join("\n");
}

/** What takes the site down stands first: errors between nodes and programs, then other errors, warnings, the rest. */
function outageFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const weight = ({ rule, severity }: Diagnostic): number => {
    if (severity === "error") return /^(cluster|stack)\//.test(rule) ? 0 : 1;
    return severity === "warning" ? 2 : 3;
  };
  return [...diagnostics].sort((a, b) => weight(a) - weight(b));
}

function renderFinding(report: Report, diagnostic: Diagnostic, drawing: Drawing): string {
  const { colors } = drawing;
  const paint = severityPaint(diagnostic.severity, colors);
  const head = `${paint(colors.bold(diagnostic.severity))} ${colors.bold(visible(diagnostic.message))} ${colors.dim(`[${diagnostic.rule}]`)}\n`;
  const lines = [frame(report, diagnostic, drawing, paint)];
  for (const related of diagnostic.related) {
    lines.push(frame(report, related, drawing, colors.cyan, visible(related.message)));
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
  { path, span }: Place,
  { colors, width }: Drawing,
  paint: (text: string) => string,
  note = "",
): string {
  const { line, column } = rangeOf(report, path, span).start;
  const place = `${visible(path)}:${line}:${column}`;
  const source = report.source(path);
  if (source === undefined) return `  ${colors.cyan("-->")} ${place}${note === "" ? "" : ` ${note}`}\n`;
  const number = String(line);
  const margin = " ".repeat(number.length);
  const shown = frameOf(source, span, report.secrets(path), Math.max(20, width - number.length - 5), widthOf);
  const marks = `${" ".repeat(shown.indent)}${paint("^".repeat(shown.marks))}${note === "" ? "" : ` ${paint(note)}`}`;
  return [
    `${margin} ${colors.cyan("-->")} ${place}\n`,
    `${colors.dim(`${number} |`)} ${shown.text}\n`,
    `${colors.dim(`${margin} |`)} ${marks}\n`,
  ].join("");
}
