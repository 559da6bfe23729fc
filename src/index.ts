/** The public API. Everything takes texts and returns values; nothing reads or writes files. */
export { emit } from "./api/emit.ts";
export { type Formatted, format, formatRange } from "./api/format.ts";
export { type FixedFiles, type FixOptions, fix, type LintOptions, type LintResult, lint } from "./api/lint.ts";
export { type Format, type ReportChoices, render, version } from "./api/report.ts";
export {
  type InputFile,
  languageOf,
  openWorkspace,
  parse,
  parseHaproxyText as parseHaproxy,
  parseKeepalivedText as parseKeepalived,
  type WorkspaceOptions,
} from "./api/workspace.ts";
export {
  block,
  comment,
  entry,
  haproxyFile,
  keepalivedFile,
  section,
  setting,
  statement,
  withValue,
  word,
} from "./emit/build.ts";
export { print } from "./emit/print.ts";
export { mapItems, mapSections, mapStatements, mapWords } from "./emit/transform.ts";
export type { Written } from "./emit/write.ts";
export type { RuleSetting } from "./lint/engine.ts";
export { registry as rules } from "./lint/generated/registry.ts";
export type { Rule } from "./lint/rule.ts";
export type { Cluster, Node, Targets, Workspace } from "./model/cluster.ts";
export type { Document, HaproxyDocument, KeepalivedDocument, Language } from "./model/document.ts";
export type { FileReader } from "./model/ports.ts";
export type { Diagnostic, Fix, FixSafety, Related, Severity } from "./text/diagnostic.ts";
export { applyEdits, type Edit, type FileEdit } from "./text/edit.ts";
export { decodeBytes, encodeText, type Source } from "./text/source.ts";
export type { Place, Span } from "./text/span.ts";
