/** Parses a haproxy.cfg: text in, tree and problems out. Never throws, whatever the text. */
import type { HaproxyFile } from "../../ast/haproxy/file.ts";
import { haproxyTable } from "../../schema/haproxy.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import { FileBuilder } from "./file-builder.ts";
import { HaproxyLinesParser } from "./file-parser.ts";
import { ProblemList } from "./problems.ts";
import { weighForgiven } from "./raw-reading.ts";
import { sectionNames } from "./section-names.ts";
import { StatementBuilder } from "./statement-builder.ts";
import { templateProblemOf } from "./template.ts";
import { LineTokenizer } from "./tokenize.ts";

export interface HaproxyParse {
  readonly ast: HaproxyFile;
  /** In the order of their places. */
  readonly problems: readonly SyntaxProblem[];
}

/** Lines that are tokens at the same time; bounds what a large file needs in memory. */
const chunkOfLines = 200;

let parser: HaproxyLinesParser | undefined;

export function parseHaproxy(text: string): HaproxyParse {
  parser ??= new HaproxyLinesParser();
  const problems = new ProblemList();
  const tokenizer = new LineTokenizer(text, (name) => sectionNames.has(name), problems);
  const { words, faulty } = tokenizer;
  const statements = new StatementBuilder({ source: text, table: haproxyTable, words }, problems);
  const builder = new FileBuilder(text, statements, words, faulty, problems);
  while (!tokenizer.done) parser.read(tokenizer.take(chunkOfLines), builder);
  const template = templateProblemOf(text);
  if (template !== undefined) problems.all.push(template);
  const ast = builder.finish(template !== undefined);
  const weighed = weighForgiven(problems.all, text, ast, haproxyTable);
  return { ast, problems: weighed.sort((a, b) => a.span.start - b.span.start) };
}
