/** The lines of a haproxy.cfg with their levels: headers at the margin, statements below them, `.if` branches one deeper. */
import type { HaproxyFile, Item, Section } from "../../ast/haproxy/file.ts";
import type { Comment, Word } from "../../ast/word.ts";
import type { Span } from "../../text/span.ts";
import type { Line } from "./line.ts";
import { withOpenings } from "./openings.ts";
import { brokenLines, gapsArePlain, lineAt, type PhysicalLine, physicalLines, switchedOff } from "./physical.ts";

/** @param broken the stretches that the parser complained of: their lines stay as they are */
export function haproxyLines(source: string, file: HaproxyFile, broken: readonly Span[]): readonly Line[] {
  const physical = physicalLines(source);
  const contents = contentsOf(file, physical);
  const comments = contents.flatMap(({ comment }) => comment ?? []);
  const kept = new Set([...switchedOff(source, physical, comments), ...brokenLines(broken, physical)]);
  const levels = levelsOf(contents, physical);
  const lines: Line[] = [];
  let blankAbove = 0;
  for (const [at, line] of physical.entries()) {
    const content = contents[at] ?? nothing;
    if (line.isBlank && !kept.has(at)) {
      blankAbove++;
      continue;
    }
    lines.push(lineOf(source, line, content, levels[at] ?? 0, blankAbove, kept.has(at)));
    blankAbove = 0;
  }
  return withOpenings(lines, ({ tokens: [first], level }) => {
    return level === 0 && first !== undefined && contents[lineAt(physical, first.start)]?.role === "header";
  });
}

/** What stands on one line of the source. */
interface Content {
  readonly tokens: readonly Word[];
  readonly comment?: Comment;
  readonly role: "header" | "directive" | "statement" | "bad" | "none";
  /** Where it starts on its line decides what it is: a misspelt header at the margin opens a section, an indented one does not. */
  readonly stays?: boolean;
}
const nothing: Content = { tokens: [], role: "none" };

function contentsOf(file: HaproxyFile, physical: readonly PhysicalLine[]): readonly Content[] {
  const contents: Content[] = physical.map(() => nothing);
  const put = (at: number, content: Partial<Content>) => {
    contents[at] = { ...(contents[at] ?? nothing), ...content };
  };
  const putItem = (item: Item) => {
    const at = lineAt(physical, item.start);
    if (item.kind === "Comment") put(at, { comment: item });
    else if (item.kind === "Bad") put(at, { tokens: item.words, role: "bad" });
    else if (item.kind === "Directive") put(at, { tokens: [item.keyword, ...item.args], role: "directive" });
    else
      put(at, {
        tokens: [...(item.prefix === undefined ? [] : [item.prefix]), item.keyword, ...item.args],
        role: "statement",
      });
  };
  const putSection = ({ keyword, type, args, body }: Section) => {
    const stays = keyword.value !== type;
    put(lineAt(physical, keyword.start), { tokens: [keyword, ...args], role: "header", stays });
    body.forEach(putItem);
  };
  for (const item of file.preamble) {
    putItem(item);
    if (item.kind !== "Comment" && item.kind !== "Directive") put(lineAt(physical, item.start), { stays: true });
  }
  file.sections.forEach(putSection);
  return contents;
}

function lineOf(
  source: string,
  line: PhysicalLine,
  content: Content,
  level: number,
  blankAbove: number,
  isKept: boolean,
): Line {
  const { tokens, comment, role, stays } = content;
  const covered = comment === undefined ? tokens : [...tokens, comment];
  if (isKept || stays === true || role === "bad" || !gapsArePlain(source, line, covered))
    return { tokens: [], level, blankAbove, verbatim: line };
  const alignment = role === "statement" ? alignmentOf(tokens) : undefined;
  return {
    tokens,
    level,
    blankAbove,
    ...(comment === undefined ? {} : { comment }),
    ...(alignment === undefined ? {} : { alignment }),
  };
}

/** Lists that are read as tables: the name and the address of each line, or the address alone. */
const tables: ReadonlyMap<string, number> = new Map(
  Object.entries({
    timeout: 2,
    acl: 2,
    server: 3,
    peer: 3,
    nameserver: 3,
    mailer: 3,
    bind: 2,
    user: 2,
  }),
);

function alignmentOf(tokens: readonly Word[]): Line["alignment"] {
  const key = tokens[0]?.value ?? "";
  const columns = tables.get(key);
  return columns === undefined ? undefined : { key, columns };
}

/** The level of every line. A comment belongs to what stands below it. */
function levelsOf(contents: readonly Content[], physical: readonly PhysicalLine[]): readonly number[] {
  const around = blocksWithHeaders(contents);
  const levels: number[] = [];
  let inSection = false;
  let depth = 0;
  for (const [at, { role, tokens }] of contents.entries()) {
    const word = role === "directive" ? tokens[0]?.value : undefined;
    if (word === ".endif" || word === ".elif" || word === ".else") depth = Math.max(0, depth - 1);
    const isOutside = around.has(at);
    levels[at] = depth + (role === "header" || isOutside || !inSection ? 0 : 1);
    if (role === "header") inSection = true;
    if (isOutside && word === ".endif") inSection = false;
    if (word === ".if" || word === ".elif" || word === ".else") depth++;
  }
  return withComments(contents, physical, levels);
}

/** The directives of `.if` blocks that have section headers inside: they stand outside of sections. */
function blocksWithHeaders(contents: readonly Content[]): ReadonlySet<number> {
  const outside = new Set<number>();
  const open: { lines: number[]; hasHeader: boolean }[] = [];
  for (const [at, { role, tokens }] of contents.entries()) {
    if (role === "header") for (const block of open) block.hasHeader = true;
    if (role !== "directive") continue;
    const word = tokens[0]?.value;
    if (word === ".if") open.push({ lines: [at], hasHeader: false });
    else open.at(-1)?.lines.push(at);
    if (word !== ".endif") continue;
    const block = open.pop();
    if (block?.hasHeader) for (const line of block.lines) outside.add(line);
  }
  return outside;
}

/**
 * Comment lines take the level of the next line that is code, headers included: a comment above a header stays with it.
 * One that is separated from the header by a blank line, or ends the file, keeps to the margin only if it stood there.
 */
function withComments(
  contents: readonly Content[],
  physical: readonly PhysicalLine[],
  levels: readonly number[],
): readonly number[] {
  const result = [...levels];
  let below: { readonly level: number; readonly isHeader: boolean } | undefined;
  let hasGap = false;
  for (let at = contents.length - 1; at >= 0; at--) {
    const { role, comment } = contents[at] ?? nothing;
    if (role !== "none") {
      below = { level: levels[at] ?? 0, isHeader: role === "header" };
      hasGap = false;
    } else if (comment !== undefined) {
      const atMargin = comment.start === physical[at]?.start;
      const belongsBelow = below !== undefined && !(below.isHeader && hasGap && !atMargin);
      result[at] = belongsBelow && below !== undefined ? below.level : atMargin ? 0 : (levels[at] ?? 0);
    } else if (physical[at]?.isBlank) hasGap = true;
  }

  return result;
}
