/** Puts a node's keepalived files together as the daemon reads them. */
import type { KeepalivedItem } from "../../ast/keepalived/file.ts";
import { remembered } from "../../text/remembered.ts";
import type { Span } from "../../text/span.ts";
import type { KeepalivedDocument } from "../document.ts";
import type { FileReader, Parsers } from "../ports.ts";
import { needsExpansion, type Origin, ownStatements, statementsOf } from "./direct.ts";
import type { EffectiveConfiguration, EffectiveProblem } from "./effective.ts";
import { Expander, type ExpansionOptions, type IncludedFile } from "./expand.ts";
import { braceIn } from "./line-text.ts";
import { JoinedText, type OriginText } from "./origin-text.ts";

export interface ReadingContext {
  /** The node's name is the daemon's config id: what `@host` and `${_INSTANCE}` mean. */
  readonly node: string;
  readonly files: FileReader;
  readonly parsers: Parsers;
  /** keepalived's, where it is stated. */
  readonly version?: string | undefined;
}

/** All statements of the files in their order. Files without includes and definitions are taken as they stand. */
export function readEffective(
  documents: readonly KeepalivedDocument[],
  context: ReadingContext,
): EffectiveConfiguration {
  if (!documents.every(standsAlone)) return readExpanded(documents, context);
  const statements = documents.flatMap(({ source, ast }) => ownStatements(ast.items, source.path));
  return { statements, problems: [], included: [] };
}

/** Whether a file says the same on every node: it includes nothing and defines nothing. */
export const standsAlone = remembered(({ ast }: KeepalivedDocument) => !needsExpansion(ast.items));

function readExpanded(
  documents: readonly KeepalivedDocument[],
  { node, files, parsers, version }: ReadingContext,
): EffectiveConfiguration {
  const open = new Map(documents.map((document) => [document.source.path, document]));
  const expander = expandAll(documents, { node, files, open, version });
  const joined = new JoinedText(wholeBlocks(expander));
  const { ast, problems } = parsers.keepalived("", joined.text);
  const statements = statementsOf(ast.items, joinedOrigin(joined));
  const included = parseIncluded(expander, joined, ast.items, { parsers, open });
  const isTold = [...documents, ...included].some((one) => one.problems.some(isStructural));
  const structure =
    isTold || expander.cutAt !== undefined
      ? []
      : problems.filter(isStructural).map(({ span, message }) => structural(span, message, expander, joined));
  return { statements, problems: [...expander.problems, ...structure], included };
}

/** All lines; where some were left out, those of the blocks before that. */
function wholeBlocks({ lines, cutAt }: Expander): readonly OriginText[] {
  if (cutAt === undefined) return lines;
  let depth = 0;
  let end = 0;
  for (let at = 0; at < cutAt; at++) {
    const text = lines[at]?.text ?? "";
    const brace = braceIn(text);
    if (brace !== -1) depth += text[brace] === "{" ? 1 : -1;
    if (depth <= 0) end = at + 1;
  }
  return lines.slice(0, end);
}

/** A brace that is missing or too many: for certain where the lines with braces are the same on every node. */
function structural(span: Span, message: string, expander: Expander, joined: JoinedText): EffectiveProblem {
  const start = { start: span.start, end: span.start + 1 };
  if (expander.bracesVary || expander.problems.some(({ problem }) => problem.startsWith("include-")))
    return { problem: "unbalanced-brace", place: joined.place(start), message };
  return { problem: "unbalanced-brace", place: joined.place(span), message, severity: "error" };
}

/** A file that another one includes is not read a second time on its own, unless the two include each other. */
function expandAll(documents: readonly KeepalivedDocument[], options: ExpansionOptions): Expander {
  const first = new Expander(options);
  for (const { source } of documents) first.read(source.path, source.text);
  const isWithin = (expander: Expander, path: string) => expander.included.some((one) => one.path === path);
  if (!documents.some(({ source }) => isWithin(first, source.path))) return first;
  const expander = new Expander(options);
  const roots = documents.filter(({ source }) => !isWithin(first, source.path));
  const read = new Set<string>();
  for (const { source } of [...roots, ...documents]) {
    if (read.has(source.path) || isWithin(expander, source.path)) continue;
    read.add(source.path);
    expander.read(source.path, source.text);
  }
  return expander;
}

function isStructural({ problem }: { readonly problem: string }): boolean {
  return problem === "unbalanced-brace";
}

function joinedOrigin(joined: JoinedText): Origin {
  return {
    place: (span) => joined.place(span),
    word: (word) => {
      const runs = joined.runsIn(word);
      return {
        expanded: runs.some((run) => run.expanded),
        // `$NAME` that nothing defines is what keepalived reads.
        unknown: runs.some((run) => run.unknown),
      };
    },
  };
}

/** The included files as documents, each parsed in the block that includes it. */
function parseIncluded(
  { included, lines }: { included: readonly IncludedFile[]; lines: readonly { readonly text: string }[] },
  joined: JoinedText,
  items: readonly KeepalivedItem[],
  { parsers, open }: { parsers: Parsers; open: ReadonlyMap<string, KeepalivedDocument> },
): KeepalivedDocument[] {
  const documents = new Map<string, KeepalivedDocument>();
  if (included.length === 0) return [];
  const starts = lineStarts(lines);
  for (const { path, text, line } of included) {
    if (open.has(path) || documents.has(path)) continue;
    const context = contextAt(items, starts[line] ?? joined.text.length);
    documents.set(path, parsers.keepalived(path, text, context));
  }
  return [...documents.values()];
}

function lineStarts(lines: readonly { readonly text: string }[]): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const { text } of lines) {
    starts.push(at);
    at += text.length + 1;
  }
  return starts;
}

/** The context of the block around an offset. */
function contextAt(items: readonly KeepalivedItem[], offset: number): string {
  const parts: string[] = [];
  let level: readonly KeepalivedItem[] | undefined = items;
  while (level !== undefined) {
    const around: KeepalivedItem | undefined = level.find((item) => {
      return "body" in item && (item.open?.end ?? item.start) <= offset && offset < (item.close?.end ?? item.end + 1);
    });
    if (around === undefined || !("body" in around)) break;
    parts.push(around.keyword.value);
    level = around.body;
  }
  return parts.length === 0 ? "/" : parts.join("/");
}
