/** Parses a haproxy.cfg: text in, tree and problems out. Never throws, whatever the text. */
import type { HaproxyFile } from "../../ast/haproxy/file.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import { weighForgiven } from "./raw-reading.ts";
import { readStretches } from "./stretches.ts";
import { templateProblemOf } from "./template.ts";

export interface ParsedHaproxy {
  readonly ast: HaproxyFile;
  /** In the order of their places. */
  readonly problems: readonly SyntaxProblem[];
}

/**
 * The tree of a text. With stretches, which have to be all of the text in order and to start with a section's header but for the
 * first, those that were parsed before keep their sections: the very nodes, as they stand where they stood.
 */
export function parseHaproxy(
  text: string,
  stretches: readonly Span[] = [{ start: 0, end: text.length }],
): ParsedHaproxy {
  const { preamble, sections, problems } = readStretches(text, stretches);
  // One finding for all of the file, or all of a run of lines, cannot be put together from those of its parts.
  if (stretches.length > 1 && problems.some(({ problem }) => wholeFile.has(problem))) return parseHaproxy(text);
  const template = templateProblemOf(text);
  if (template !== undefined) problems.push(template);
  const ast: HaproxyFile = {
    kind: "HaproxyFile",
    start: 0,
    end: text.length,
    preamble,
    sections,
    ...(template === undefined ? {} : { isTemplate: true }),
  };
  const weighed = weighForgiven(problems, text, ast, haproxyTable);
  return { ast, problems: weighed.sort((a, b) => a.span.start - b.span.start) };
}

/** Problems that are said once of a file, or weighed by what the program reads of the lines around them. */
const wholeFile: ReadonlySet<string> = new Set([
  "nul-byte",
  "bad-encoding",
  "irregular-space",
  "curly-quote",
  "full-width-punctuation",
  "missing-final-newline",
]);
