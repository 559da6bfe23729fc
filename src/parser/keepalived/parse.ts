/** Text to the tree of a keepalived file. Takes any text, throws nothing; what is wrong is in the problems. */
import type { KeepalivedFile } from "../../ast/keepalived/file.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import { KeepalivedParser } from "./grammar.ts";
import { tokenize } from "./tokenizer.ts";

export interface ParsedKeepalived {
  readonly ast: KeepalivedFile;
  readonly problems: readonly SyntaxProblem[];
}

export interface KeepalivedParseOptions {
  /** The block that the text stands in, where a file is included in one; `/` is the top of a file. */
  readonly context?: string;
}

let parser: KeepalivedParser | undefined;

/** The file's tree, and what the reader of characters and braces has to say. The parser is made on first use. */
export function parseKeepalived(text: string, options: KeepalivedParseOptions = {}): ParsedKeepalived {
  parser ??= new KeepalivedParser();
  const { tokens, problems, placeholders, bracesVary } = tokenize(text);
  const context = options.context ?? "/";
  const items = parser.read(text, tokens, { context, bracesVary: bracesVary || placeholders > 0, problems });
  problems.sort((a, b) => a.span.start - b.span.start);
  const ast: KeepalivedFile = {
    kind: "KeepalivedFile",
    start: 0,
    end: text.length,
    items,
    ...(placeholders > 0 ? { isTemplate: true } : {}),
    ...(context === "/" ? {} : { context }),
  };
  return { ast, problems };
}
