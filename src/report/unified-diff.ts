/** What a change would do to a file, as a patch without its secrets. */
import { createTwoFilesPatch } from "diff";
import { visible } from "./display.ts";

const contextLines = 3;

/** A unified diff that a person reads. Invisible characters are shown, so it is no input for patch(1). */
export function unifiedDiff(path: string, before: string, after: string, hide: (text: string) => string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, hide(before), hide(after), undefined, undefined, {
    context: contextLines,
  });
  return patch
    .split("\n")
    .filter((line) => !/^={5,}$/.test(line))
    .map((line) => visible(line))
    .join("\n");
}
