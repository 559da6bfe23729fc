/** What a change would do to a file, as a patch without its secrets. */
import { formatPatch, type StructuredPatchHunk } from "diff";
import { visible } from "./display.ts";
import { type Replaced, replacedLines } from "./line-diff.ts";

const contextLines = 3;
/** As git writes it. */
const noFile = "/dev/null";

/** A file as one side has it. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/**
 * A unified diff that a person reads. Invisible characters are shown, so it is no input for patch(1).
 *
 * @param before absent where there is no such file on that side
 */
export function unifiedDiff(
  before: FileText | undefined,
  after: FileText | undefined,
  hide: (text: string) => string,
): string {
  const patch = formatPatch({
    oldFileName: before === undefined ? noFile : `a/${before.path}`,
    newFileName: after === undefined ? noFile : `b/${after.path}`,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: hunksOf(linesOf(hide(before?.text ?? "")), linesOf(hide(after?.text ?? ""))),
  });
  return patch
    .split("\n")
    .filter((line) => !/^={5,}$/.test(line))
    .map((line) => visible(line))
    .join("\n");
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function hunksOf(before: readonly string[], after: readonly string[]): StructuredPatchHunk[] {
  const hunks: StructuredPatchHunk[] = [];
  let group: Replaced[] = [];
  const finish = () => {
    if (group.length > 0) hunks.push(hunkOf(group, before, after));
    group = [];
  };
  for (const replaced of replacedLines(before, after)) {
    const last = group.at(-1);
    if (last !== undefined && replaced.start - last.end > 2 * contextLines) finish();
    group.push(replaced);
  }
  finish();
  return hunks;
}

/** Changes that stand near each other, with the lines between and around them. */
function hunkOf(group: readonly Replaced[], before: readonly string[], after: readonly string[]): StructuredPatchHunk {
  const [first, last] = [group[0], group.at(-1)];
  const from = Math.max(0, (first?.start ?? 0) - contextLines);
  const to = Math.min(before.length, (last?.end ?? 0) + contextLines);
  const newFrom = from + (first?.newStart ?? 0) - (first?.start ?? 0);
  const lines: string[] = [];
  const add = (mark: string, some: readonly string[]) => {
    for (const line of some) {
      lines.push(mark + line.replace(/\n$/, ""));
      if (!line.endsWith("\n")) lines.push("\\ No newline at end of file");
    }
  };
  let at = from;
  let newLines = to - from;
  for (const { start, end, newStart, newEnd } of group) {
    add(" ", before.slice(at, start));
    add("-", before.slice(start, end));
    add("+", after.slice(newStart, newEnd));
    newLines += newEnd - newStart - (end - start);
    at = end;
  }
  add(" ", before.slice(at, to));
  return { oldStart: from + 1, oldLines: to - from, newStart: newFrom + 1, newLines, lines };
}
