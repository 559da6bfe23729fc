/** Results to what a renderer gets: places, rules, totals, and no secret. */
import manifest from "../../package.json" with { type: "json" };
import { registry } from "../lint/generated/registry.ts";
import { secretsInTexts } from "../model/secrets.ts";
import { redactor } from "../report/redact.ts";
import { renderers } from "../report/renderers.ts";
import type { RenderOptions, Report, ReportedFile } from "../report/report.ts";
import { byPlace, type Diagnostic, type Severity, withoutRepeats } from "../text/diagnostic.ts";
import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";
import type { LintResult } from "./lint.ts";
import { nodeNames } from "./workspace.ts";

/** The version of this build. */
export const version: string = manifest.version;

export interface ReportChoices {
  /** Errors only. */
  readonly quiet?: boolean;
  readonly maxFindings?: number;
}

export type Format = "pretty" | "compact" | "json" | "sarif" | "github" | "gitlab" | "junit";

/** Findings as text in one of the output formats; nothing secret is in it. */
export function render(
  result: LintResult,
  format: Format,
  options: RenderOptions = { color: false, width: 100 },
): string {
  return renderReport(reportOf([digestOf(result)]), format, options);
}

/** A report as text. Throws `RangeError` for a format that is none of `renderers`. */
export function renderReport(report: Report, format: string, options: RenderOptions): string {
  const renderer = renderers.get(format);
  if (renderer === undefined) throw new RangeError(`no format is called ${format}`);
  return renderer(report, options);
}

/** What a report needs of a result, without its trees: thousands of clusters fit into memory this way. */
export interface Digest {
  readonly files: readonly ReportedFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
}

export function digestOf({ workspace, diagnostics }: LintResult): Digest {
  const names = nodeNames(workspace);
  const documents = new Set([...names.keys(), ...workspace.documents]);
  return {
    files: workspace.documents.map((document) => {
      const { path } = document.source;
      return { path, language: document.language, node: names.get(document) ?? path };
    }),
    diagnostics,
    sources: [...documents].map(({ source }) => source),
  };
}

/** Everything that a renderer needs to know of some results, with the secrets taken out. */
export function reportOf(results: readonly Digest[], choices: ReportChoices = {}): Report {
  const sources = new Map(results.flatMap((result) => result.sources.map((source) => [source.path, source])));
  let secrets: ReadonlyMap<string, readonly Span[]> | undefined;
  const secretsOf = (path: string): readonly Span[] => {
    secrets ??= secretsByPath([...sources.values()]);
    return secrets.get(path) ?? [];
  };
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  const once = results.length > 1 ? withoutRepeats(found.sort(byPlace)) : found;
  const chosen = choices.quiet === true ? once.filter(({ severity }) => severity === "error") : once;
  const shown = chosen.slice(0, choices.maxFindings);
  return {
    version,
    files: withoutEqualFiles(results.flatMap(({ files }) => files)),
    nodes: results.reduce((sum, { files }) => sum + new Set(files.map(({ node }) => node)).size, 0),
    diagnostics: shown.length === 0 ? [] : shown.map(redactor([...sources.values()], secretsOf)),
    totals: countBySeverity(chosen),
    fixable: {
      safe: chosen.filter(({ fix }) => fix?.safety === "safe").length,
      unsafe: chosen.filter(({ fix }) => fix?.safety === "unsafe").length,
    },
    source: (path) => sources.get(path),
    secrets: secretsOf,
    rule: (id) => registry.find((rule) => rule.id === id),
  };
}

/** Clusters that share a file may have nodes of one name. */
function withoutEqualFiles(files: readonly ReportedFile[]): readonly ReportedFile[] {
  return [...new Map(files.map((file) => [`${file.node}\n${file.path}`, file])).values()];
}

/** Where the secrets of some files are. One file's definition may be the password in another, which includes it. */
export function secretsByPath(sources: readonly Source[]): ReadonlyMap<string, readonly Span[]> {
  const found = secretsInTexts(sources.map(({ text }) => text));
  return new Map(sources.map(({ path }, at) => [path, found[at] ?? []]));
}

function countBySeverity(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const totals: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) totals[severity]++;
  return totals;
}
