/** Lints and fixes texts: what the command line, editors and users of the library call. */
import { type LintOptions as EngineOptions, lintWorkspace } from "../lint/engine.ts";
import { fixUntilStable } from "../lint/fix.ts";
import type { Workspace } from "../model/cluster.ts";
import type { Diagnostic, Fix } from "../text/diagnostic.ts";
import { type InputFile, openWorkspace, type WorkspaceOptions } from "./workspace.ts";

export interface LintOptions extends WorkspaceOptions, EngineOptions {}

export interface LintResult {
  /** Sorted by path, offset, rule. */
  readonly diagnostics: readonly Diagnostic[];
  readonly workspace: Workspace;
}

/** What is wrong in these files, read together. Never throws on any input. */
export function lint(files: readonly InputFile[], options: LintOptions = {}): LintResult {
  const workspace = openWorkspace(files, options);
  return { diagnostics: lintWorkspace(workspace, options), workspace };
}

export interface FixOptions extends LintOptions {
  /** Also the fixes that a person should choose. */
  readonly unsafe?: boolean;
  /** Which fixes to apply; all where absent. */
  readonly wanted?: (fix: Fix, diagnostic: Diagnostic) => boolean;
}

export interface FixedFiles extends LintResult {
  /** The new text of each file that changes. */
  readonly texts: ReadonlyMap<string, string>;
  readonly fixed: number;
  /** What was found before anything was fixed. */
  readonly before: LintResult;
}

/** Applies fixes across the files until nothing changes. Writes nothing. */
export function fix(files: readonly InputFile[], options: FixOptions = {}): FixedFiles {
  const original = new Map(files.map(({ path, text }) => [path, text]));
  const before = lint(files, options);
  const { texts, linted, fixed } = fixUntilStable(
    original,
    before,
    (changed, { workspace }) => lint(withTexts(files, changed, workspace), options),
    (candidate, diagnostic) => {
      if (candidate.safety === "unsafe" && options.unsafe !== true) return false;
      return options.wanted?.(candidate, diagnostic) ?? true;
    },
  );
  return { ...linted, texts, fixed, before };
}

/** The files with these texts; those whose text is the one of the workspace keep their trees, and what they mean. */
function withTexts(
  files: readonly InputFile[],
  texts: ReadonlyMap<string, string>,
  { documents }: Workspace,
): readonly InputFile[] {
  return files.map(({ document: _, ...file }, at) => {
    const text = texts.get(file.path) ?? file.text;
    const known = documents[at];
    return known?.source.text === text ? { ...file, text, document: known } : { ...file, text };
  });
}
