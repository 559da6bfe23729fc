/** What is done with files that are read together: linted, fixed, or both to show the difference. */
import { fix, lint } from "../api/lint.ts";
import { type Digest, digestOf } from "../api/report.ts";
import type { InputFile } from "../api/workspace.ts";
import { createSource } from "../text/source.ts";
import { optionsOf, type Plan } from "./plan.ts";

export interface Work {
  /** `preview`: the findings of the files as they are, and the texts as they would be. */
  readonly kind: "lint" | "fix" | "preview";
  /** Also the fixes that a person should choose. */
  readonly unsafe: boolean;
}

export interface Task {
  readonly files: readonly InputFile[];
  readonly plan: Plan;
}

export interface Result {
  readonly digest: Digest;
  /** The new text of each file that changes. */
  readonly texts: ReadonlyMap<string, string>;
  readonly fixed: number;
}

/** Does the work in this thread. */
export function perform({ files, plan }: Task, { kind, unsafe }: Work): Result {
  const options = optionsOf(plan);
  if (kind === "lint") return { digest: digestOf(lint(files, options)), texts: new Map(), fixed: 0 };
  const fixed = fix(files, { ...options, unsafe });
  const digest = digestOf(kind === "preview" ? fixed.before : fixed);
  return { digest, texts: fixed.texts, fixed: fixed.fixed };
}

/** About how much work files are, in characters: each costs something before its first line. */
export function sizeOf({ files }: Task): number {
  return files.reduce((sum, { text }) => sum + text.length + 1000, 0);
}

/** A result as plain data, without the texts that the other side has. */
export interface PackedResult extends Omit<Result, "digest"> {
  readonly files: Digest["files"];
  readonly diagnostics: Digest["diagnostics"];
  /** The place of an input file in the task, or a file that is not among them. */
  readonly sources: readonly (number | { readonly path: string; readonly text: string })[];
}

export function pack({ digest, texts, fixed }: Result, task: Task, work: Work): PackedResult {
  const places = new Map(task.files.map(({ path }, at) => [path, at]));
  const sources = digest.sources.map(({ path, text }) => {
    const at = places.get(path);
    return at !== undefined && textAt(at, task, texts, work) === text ? at : { path, text };
  });
  return { files: digest.files, diagnostics: digest.diagnostics, sources, texts, fixed };
}

export function unpack({ files, diagnostics, sources, texts, fixed }: PackedResult, task: Task, work: Work): Result {
  const restored = sources.map((source) => {
    if (typeof source !== "number") return createSource(source.path, source.text);
    return createSource(task.files[source]?.path ?? "", textAt(source, task, texts, work));
  });
  return { digest: { files, diagnostics, sources: restored }, texts, fixed };
}

/** The text of an input file that the findings are about. */
function textAt(at: number, { files }: Task, texts: ReadonlyMap<string, string>, { kind }: Work): string {
  const { path = "", text = "" } = files[at] ?? {};
  return kind === "fix" ? (texts.get(path) ?? text) : text;
}
