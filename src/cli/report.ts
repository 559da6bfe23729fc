/** Findings to standard output in the chosen format. */
import type { LintResult } from "../api/lint.ts";
import { nodeNames } from "../api/workspace.ts";
import { type ExitCode, type Io, UsageError } from "../host/io.ts";
import { registry } from "../lint/generated/registry.ts";
import type { Document } from "../model/document.ts";
import { secretSpans } from "../model/secrets.ts";
import { redact } from "../report/redact.ts";
import { renderers } from "../report/renderers.ts";
import type { Report, ReportedFile } from "../report/report.ts";
import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import type { CommonOptions } from "./options.ts";
import { version } from "./version.ts";

export interface ReportChoices {
  readonly quiet: boolean;
  readonly maxFindings: number;
}

/** Prints the findings. */
export async function printReport(
  results: readonly LintResult[],
  common: CommonOptions,
  choices: ReportChoices,
  io: Io,
): Promise<void> {
  const format = common.format ?? "pretty";
  const load = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (load === undefined) {
    throw new UsageError(`--format: expected ${Object.keys(renderers).join(", ")}, found '${format}'`);
  }
  const render = await load();
  io.out(render(reportOf(results, choices), { color: wantsColor(common, io), width: io.width }));
}

/** Whether any finding weighs as much as `--fail-on` asks. */
export function exitCodeOf(diagnostics: readonly Diagnostic[], failOn: CommonOptions["failOn"]): ExitCode {
  if (failOn === "never") return 0;
  return diagnostics.some(({ severity }) => weight[severity] >= weight[failOn]) ? 1 : 0;
}

const weight: Readonly<Record<Severity, number>> = { info: 1, warning: 2, error: 3 };

function reportOf(results: readonly LintResult[], choices: ReportChoices): Report {
  const documents = new Map<string, Document>();
  const files: ReportedFile[] = [];
  for (const { workspace } of results) {
    const names = nodeNames(workspace);
    for (const [document] of names) documents.set(document.source.path, document);
    for (const document of workspace.documents) {
      const { path } = document.source;
      files.push({ path, language: document.language, node: names.get(document) ?? path });
    }
  }
  const secrets = new Map<string, readonly Span[]>();
  const secretsOf = (path: string): readonly Span[] => {
    const known = secrets.get(path);
    if (known !== undefined) return known;
    const document = documents.get(path);
    const spans = document === undefined ? [] : secretSpans(document);
    secrets.set(path, spans);
    return spans;
  };
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  if (results.length > 1) found.sort(byPlace);
  const chosen = choices.quiet ? found.filter(({ severity }) => severity === "error") : found;
  const shown = chosen.slice(0, choices.maxFindings);
  const sources = [...documents.values()].map(({ source }) => source);
  return {
    version,
    files,
    diagnostics: shown.length === 0 ? [] : redact(shown, sources, secretsOf),
    totals: countBySeverity(chosen),
    fixable: {
      safe: chosen.filter(({ fix }) => fix?.safety === "safe").length,
      unsafe: chosen.filter(({ fix }) => fix?.safety === "unsafe").length,
    },
    source: (path) => documents.get(path)?.source,
    secrets: secretsOf,
    rule: (id) => registry.find((rule) => rule.id === id),
  };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}

function countBySeverity(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const totals: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) totals[severity]++;
  return totals;
}

/** `--color`, then NO_COLOR and FORCE_COLOR, then whether a person is looking. */
export function wantsColor(common: Pick<CommonOptions, "color">, io: Io): boolean {
  if (common.color !== "auto") return common.color === "always";
  if (io.env.NO_COLOR !== undefined && io.env.NO_COLOR !== "") return false;
  if (io.env.FORCE_COLOR !== undefined && io.env.FORCE_COLOR !== "0") return true;
  return io.outIsTerminal && io.env.TERM !== "dumb";
}
