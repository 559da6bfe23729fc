/** What a renderer gets, and the renderers by name. */
import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import type { Position } from "../text/line-index.ts";
import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";

export interface ReportedFile {
  readonly path: string;
  readonly language: "haproxy" | "keepalived";
  readonly node: string;
}

/** The parts of a rule that outputs show. */
export interface ReportedRule {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
}

export interface Report {
  /** The product's version. */
  readonly version: string;
  /** One for each node that has the file. */
  readonly files: readonly ReportedFile[];
  /** How many nodes there are; several clusters may have nodes of one name. */
  readonly nodes: number;
  /** Sorted, free of secrets. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was found in all, where `diagnostics` is cut short. */
  readonly totals: Readonly<Record<Severity, number>>;
  readonly fixable: { readonly safe: number; readonly unsafe: number };
  source(path: string): Source | undefined;
  /** The spans of a file that must not be shown. */
  secrets(path: string): readonly Span[];
  rule(id: string): ReportedRule | undefined;
}

export interface RenderOptions {
  readonly color: boolean;
  readonly width: number;
}

export type Renderer = (report: Report, options: RenderOptions) => string;

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Line and column of a span; all zero-length at the file's start where the file is not at hand. */
export function rangeOf(report: Report, path: string, span: Span): Range {
  const lines = report.source(path)?.lines;
  if (lines === undefined) {
    const nowhere = { line: 1, column: 1, offset: 0 };
    return { start: nowhere, end: nowhere };
  }
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}
