/** Runs the rules over a workspace and returns what they found, in the order of the output contract. */
import type { Cluster, Node, Workspace } from "../model/cluster.ts";
import type { Document } from "../model/document.ts";
import { byPlace, type Diagnostic, type Severity } from "../text/diagnostic.ts";
import type { Place } from "../text/span.ts";
import { makeEach } from "./each.ts";
import { registry } from "./generated/registry.ts";
import type { SectionMemory } from "./memory.ts";
import type { Messages, OptionValue, ReportDetails, Rule } from "./rule.ts";
import { applySuppressions } from "./suppress.ts";

/** What the user said of one rule: from halint.yaml, then from the command line. */
export interface RuleSetting {
  readonly severity?: Severity | "off";
  readonly options?: Readonly<Record<string, OptionValue>>;
}

export interface LintOptions {
  /** The settings of a rule for a file; per-path overrides are the caller's business. */
  readonly setting?: (rule: string, path: string) => RuleSetting | undefined;
  /** Other rules than the built-in ones, for tests. */
  readonly rules?: readonly Rule[];
  /** Of earlier runs with the same settings; without it nothing is kept. */
  readonly memory?: SectionMemory;
}

/** Every finding of the enabled rules, suppressions applied, sorted by path, offset and rule. Never throws on any input. */
export function lintWorkspace(workspace: Workspace, options: LintOptions = {}): Diagnostic[] {
  const rules = options.rules ?? registry;
  const collector = new Collector(options);
  const nodes = workspace.clusters.flatMap((cluster) => cluster.nodes);
  for (const rule of rules) runRule(rule, workspace.clusters, nodes, collector, options.memory);
  const documents = withIncluded(workspace.documents, nodes);
  const kept = applySuppressions(withoutTemplates(collector.diagnostics, workspace.documents), documents, {
    known: (id) => rules.some((rule) => rule.id === id),
    setting: (id, path) => options.setting?.(id, path)?.severity,
  }).sort(byPlace);
  return documents.length === workspace.documents.length ? kept : withoutForeignFixes(kept, workspace.documents);
}

/** The documents, and those that they include and that were not given: comments silence there too. */
function withIncluded(given: readonly Document[], nodes: readonly Node[]): readonly Document[] {
  const read = new Map(given.map((document) => [document.source.path, document]));
  const before = read.size;
  for (const document of nodes.flatMap((node) => node.documents)) {
    if (!read.has(document.source.path)) read.set(document.source.path, document);
  }
  return read.size === before ? given : [...given, ...[...read.values()].slice(before)];
}

/** Only files that were given are changed, so nothing else is offered. */
function withoutForeignFixes(diagnostics: readonly Diagnostic[], given: readonly Document[]): Diagnostic[] {
  const paths = new Set(given.map(({ source }) => source.path));
  return diagnostics.map((found) => {
    if (found.fix === undefined || found.fix.edits.every(({ path }) => paths.has(path))) return found;
    const { fix: _, ...rest } = found;
    return rest;
  });
}

function runRule(
  rule: Rule,
  clusters: readonly Cluster[],
  nodes: readonly Node[],
  collector: Collector,
  memory: SectionMemory | undefined,
): void {
  const check = rule.check as (context: unknown) => void;
  const report = collector.reporter(rule);
  const optionsAt = (path: string) => collector.options(rule, path);
  switch (rule.scope) {
    case "workspace":
      check({ clusters, report, options: optionsAt(firstPath(nodes)) });
      return;
    case "cluster":
      for (const cluster of clusters) {
        if (cluster.nodes.length > 1) check({ cluster, report, options: optionsAt(firstPath(cluster.nodes)) });
      }
      return;
    case "node":
      for (const node of nodes) {
        const each = makeEach(rule.id, node, report, memory);
        check({ node, report, each, options: optionsAt(firstPath([node])) });
      }
      return;
    case "haproxy-file":
      for (const node of nodes) {
        for (const document of node.haproxyFiles)
          check({ node, document, report, memory, options: optionsAt(document.source.path) });
      }
      return;
    case "keepalived-file":
      for (const node of nodes) {
        for (const document of node.keepalivedFiles)
          check({ node, document, report, options: optionsAt(document.source.path) });
      }
      return;
  }
}

/** Where the options of a rule about several files are looked up. */
function firstPath([node]: readonly Node[]): string {
  return node?.documents[0]?.source.path ?? "";
}

type Options = Readonly<Record<string, OptionValue>>;
const noOptions: Options = {};

class Collector {
  readonly diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  readonly #options: LintOptions;

  constructor(options: LintOptions) {
    this.#options = options;
  }

  /** The rule's options for a file. */
  options(rule: Rule, path: string): Options {
    if (rule.options === undefined) return noOptions;
    const chosen = this.#options.setting?.(rule.id, path)?.options ?? {};
    return Object.fromEntries(Object.entries(rule.options).map(([name, spec]) => [name, chosen[name] ?? spec.default]));
  }

  /** What a rule calls with a finding. */
  reporter(rule: Rule) {
    return (
      key: string,
      place: Place,
      fill: Readonly<Record<string, string | number>>,
      details: ReportDetails = {},
    ): void => this.#add(rule, key, place, fill, details);
  }

  #add(
    rule: Rule,
    key: string,
    place: Place,
    fill: Readonly<Record<string, string | number>>,
    details: ReportDetails,
  ): void {
    const setting = this.#options.setting?.(rule.id, place.path)?.severity;
    if (setting === "off") return;
    const message = fillMessage(rule.messages, key, fill);
    const identity = `${rule.id}\0${place.path}\0${place.span.start}\0${place.span.end}\0${message}`;
    if (this.#seen.has(identity)) return;
    this.#seen.add(identity);
    const fix = rule.fix === "none" ? undefined : details.fix;
    this.diagnostics.push({
      rule: rule.id,
      severity: setting ?? details.severity ?? rule.severity,
      message,
      path: place.path,
      span: place.span,
      related: details.related ?? [],
      ...(fix === undefined
        ? {}
        : {
            fix: {
              title: fix.title,
              safety: fix.safety ?? (rule.fix === "unsafe" ? "unsafe" : "safe"),
              edits: fix.edits,
            },
          }),
    });
  }
}

/** The text of a message with its holes filled. */
export function fillMessage(messages: Messages, key: string, fill: Readonly<Record<string, string | number>>): string {
  const template = messages[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => String(fill[name] ?? hole));
}

/** A template is not a config: of its findings only the one that says so is worth reading. */
function withoutTemplates(diagnostics: readonly Diagnostic[], documents: readonly Document[]): readonly Diagnostic[] {
  const templates = new Set(
    documents
      .filter((document) => document.problems.some(({ problem }) => problem === "template-placeholder"))
      .map((document) => document.source.path),
  );
  if (templates.size === 0) return diagnostics;
  return diagnostics.filter(({ rule, path }) => !templates.has(path) || rule === "parse/template-placeholder");
}
