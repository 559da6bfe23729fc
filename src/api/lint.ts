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
}

/** Applies fixes across the files until nothing changes. Writes nothing. */
export function fix(files: readonly InputFile[], options: FixOptions = {}): FixedFiles {
  const original = new Map(files.map(({ path, text }) => [path, text]));
  const lintTexts = (texts: ReadonlyMap<string, string>): readonly Diagnostic[] =>
    lint(withTexts(files, texts), options).diagnostics;
  const result = fixUntilStable(original, lintTexts, (candidate, diagnostic) => {
    if (candidate.safety === "unsafe" && options.unsafe !== true) return false;
    return options.wanted?.(candidate, diagnostic) ?? true;
  });
  const workspace = openWorkspace(withTexts(files, result.texts), options);
  return { texts: result.texts, fixed: result.fixed, diagnostics: result.diagnostics, workspace };
}

function withTexts(files: readonly InputFile[], texts: ReadonlyMap<string, string>): readonly InputFile[] {
  return files.map((file) => ({ ...file, text: texts.get(file.path) ?? file.text }));
}
