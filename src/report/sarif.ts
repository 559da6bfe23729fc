/** SARIF 2.1.0: results, related places, fixes and the rules' help, for code scanning services. */

import type { Diagnostic, Fix, Severity } from "../text/diagnostic.ts";
import { listsBy } from "../text/lists.ts";
import type { Place } from "../text/span.ts";
import { type Renderer, type Report, rangeOf } from "./report.ts";
import { pathToUri } from "./uri.ts";

const schema = "https://json.schemastore.org/sarif-2.1.0.json";
const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

export const renderSarif: Renderer = (report) => `${JSON.stringify(toSarif(report), undefined, 2)}\n`;

function toSarif(report: Report): object {
  const ids = [...new Set(report.diagnostics.map(({ rule }) => rule))].sort();
  const index = new Map(ids.map((id, at) => [id, at]));
  return {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "halint", semanticVersion: report.version, rules: ids.map((id) => ruleOf(report, id)) },
        },
        columnKind: "utf16CodeUnits",
        artifacts: Array.from(new Set(report.files.map(({ path }) => path)), (path) => ({
          location: { uri: pathToUri(path) },
        })),
        results: report.diagnostics.map((diagnostic) => resultOf(report, diagnostic, index.get(diagnostic.rule) ?? -1)),
      },
    ],
  };
}

function ruleOf(report: Report, id: string): object {
  const rule = report.rule(id);
  if (rule === undefined) return { id };
  const help = `${rule.summary}\n\n${rule.why.trim()}`;
  return {
    id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why.trim() },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: { tags: [id.split("/")[0]] },
  };
}

function resultOf(report: Report, diagnostic: Diagnostic, ruleIndex: number): object {
  const related = diagnostic.related.map((place, at) => ({
    id: at + 1,
    ...locationOf(report, place),
    message: { text: place.message },
  }));
  return {
    ruleId: diagnostic.rule,
    ruleIndex,
    level: levels[diagnostic.severity],
    message: { text: diagnostic.message },
    locations: [locationOf(report, diagnostic)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(diagnostic.fix === undefined ? {} : { fixes: [fixOf(report, diagnostic.fix)] }),
  };
}

function locationOf(report: Report, place: Place): object {
  return {
    physicalLocation: { artifactLocation: { uri: pathToUri(place.path) }, region: regionOf(report, place) },
  };
}

function regionOf(report: Report, { path, span }: Place): object {
  const { start, end } = rangeOf(report, path, span);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fixOf(report: Report, fix: Fix): object {
  const byPath = [...listsBy(fix.edits, ({ path }) => path)];
  return {
    description: { text: fix.title },
    artifactChanges: byPath.map(([path, edits]) => ({
      artifactLocation: { uri: pathToUri(path) },
      replacements: edits.map((edit) => ({
        deletedRegion: regionOf(report, edit),
        insertedContent: { text: edit.newText },
      })),
    })),
    properties: { safety: fix.safety },
  };
}
