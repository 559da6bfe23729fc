/** Text to the tree of a keepalived file. Takes any text, throws nothing; what is wrong is in the problems. */
import type { KeepalivedFile, KeepalivedItem } from "../../ast/keepalived/file.ts";
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import type { Span } from "../../text/span.ts";
import { headsOf } from "../heads.ts";
import { KeepalivedParser } from "./grammar.ts";
import { lineProblems } from "./line-problems.ts";
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
  const context = options.context ?? "/";
  const { items, problems: found, placeholders } = readLines(text, { start: 0, end: text.length }, context);
  const problems = [...lineProblems(text), ...found].sort((a, b) => a.span.start - b.span.start);
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

function readLines(text: string, lines: Span, context: string) {
  parser ??= new KeepalivedParser();
  const { tokens, problems, placeholders, bracesVary } = tokenize(text, lines);
  const varies = bracesVary || placeholders > 0;
  const items = parser.read(text, tokens, { context, bracesVary: varies, problems });
  return { items, problems, placeholders, varies };
}

/** The items of stretches that are right by themselves. */
const known = new WeakMap<Span, readonly KeepalivedItem[]>();

/**
 * The tree of a text that is given in stretches, each of which is whole blocks; those that were read before, the same objects,
 * keep their nodes. Nothing where a stretch alone cannot be read as it would be among the others: where something is wrong
 * with its braces or its characters.
 */
export function rereadKeepalived(text: string, stretches: readonly Span[]): ParsedKeepalived | undefined {
  if (lineProblems(text).length > 0) return undefined;
  const items: KeepalivedItem[] = [];
  for (const stretch of stretches) {
    let own = known.get(stretch);
    if (own === undefined) {
      const read = readLines(text, stretch, "/");
      if (read.problems.length > 0 || read.varies) return undefined;
      own = read.items;
      known.set(stretch, own);
    }
    for (const item of own) items.push(item);
  }
  return { ast: { kind: "KeepalivedFile", start: 0, end: text.length, items }, problems: [] };
}

const topBlock =
  /^(?:global_defs|vrrp_(?:instance|sync_group|script|track_process|track_file)|virtual_server(?:_group)?|static_(?:ipaddress|routes|rules)|track_group|garp_group|bfd_instance)(?![^\s{])/gm;

/** Where lines start that look like blocks at the top of a file. */
export function topBlockOffsets(text: string): readonly number[] {
  return headsOf(text, topBlock);
}
