/** The stable machine-readable output. */
import type { Fix } from "../text/diagnostic.ts";
import { type Renderer, type Report, rangeOf } from "./report.ts";

export const renderJson: Renderer = (report) => `${JSON.stringify(toJson(report), undefined, 2)}\n`;

function toJson(report: Report): object {
  return {
    version: 1,
    files: report.files.map(({ path, language, node }) => ({ path, language, node })),
    diagnostics: report.diagnostics.map((diagnostic) => ({
      rule: diagnostic.rule,
      severity: diagnostic.severity,
      message: diagnostic.message,
      path: diagnostic.path,
      range: rangeOf(report, diagnostic.path, diagnostic.span),
      related: diagnostic.related.map(({ path, span, message }) => ({
        path,
        range: rangeOf(report, path, span),
        message,
      })),
      ...(diagnostic.fix === undefined ? {} : { fix: fixToJson(report, diagnostic.fix) }),
    })),
    summary: report.totals,
  };
}

function fixToJson(report: Report, fix: Fix): object {
  return {
    title: fix.title,
    safety: fix.safety,
    edits: fix.edits.map(({ path, span, newText }) => ({ path, range: rangeOf(report, path, span), newText })),
  };
}
