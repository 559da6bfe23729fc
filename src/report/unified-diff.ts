/** What a change would do to a file, as a patch without its secrets. */
import { createTwoFilesPatch } from "diff";
import { visible } from "./display.ts";

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
  const patch = createTwoFilesPatch(
    before === undefined ? noFile : `a/${before.path}`,
    after === undefined ? noFile : `b/${after.path}`,
    hide(before?.text ?? ""),
    hide(after?.text ?? ""),
    undefined,
    undefined,
    { context: contextLines },
  );
  return patch
    .split("\n")
    .filter((line) => !/^={5,}$/.test(line))
    .map((line) => visible(line))
    .join("\n");
}
