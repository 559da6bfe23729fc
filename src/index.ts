/** The public API. Everything takes texts and returns values; nothing reads or writes files. */
export { type FixedFiles, type FixOptions, fix, type LintOptions, type LintResult, lint } from "./api/lint.ts";
export { type InputFile, languageOf, openWorkspace, parse, type WorkspaceOptions } from "./api/workspace.ts";
