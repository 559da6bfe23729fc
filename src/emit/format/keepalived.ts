/**
 * The lines of a keepalived.conf: one statement a line, the brace on its keyword's line, what stands in a block one level
 * deeper. Lines whose meaning hangs on where they end (conditions, repetitions, definitions) keep their line breaks.
 */
import type { KeepalivedBlock, KeepalivedFile, KeepalivedItem } from "../../ast/keepalived/file.ts";
import { isBlock, visitItems, wordsOf } from "../../ast/keepalived/visit.ts";
import type { Comment } from "../../ast/word.ts";
import { addAll } from "../../text/lists.ts";
import { cover, type Span } from "../../text/span.ts";
import type { Line } from "./line.ts";
import { withOpenings } from "./openings.ts";
import { brokenLines, gapsArePlain, lineAt, type PhysicalLine, physicalLines, switchedOff } from "./physical.ts";

/** @param broken the stretches that the parser complained of: the top-level items that hold one stay as they are */
export function keepalivedLines(source: string, file: KeepalivedFile, broken: readonly Span[]): readonly Line[] {
  return new Layout(source, file, broken).lines();
}

class Layout {
  readonly #source: string;
  readonly #file: KeepalivedFile;
  readonly #physical: readonly PhysicalLine[];
  /** Physical lines that are to stay, for what a comment or the parser said of them. */
  readonly #kept: ReadonlySet<number>;
  readonly #off: ReadonlySet<number>;
  readonly #lines: Line[] = [];
  /** The physical line on which the last written line ends. */
  #written = -1;

  constructor(source: string, file: KeepalivedFile, broken: readonly Span[]) {
    this.#source = source;
    this.#file = file;
    this.#physical = physicalLines(source);
    const comments: Comment[] = [];
    visitItems(file, (item) => {
      if (item.kind === "Comment") comments.push(item);
    });
    this.#off = switchedOff(source, this.#physical, comments);
    this.#kept = new Set([...this.#off, ...brokenLines(broken, this.#physical)]);
  }

  lines(): readonly Line[] {
    for (const group of this.#topGroups()) this.#group(group);
    this.#verbatimUpTo(this.#physical.length);
    return withOpenings(this.#lines, ({ level, tokens }, at) => {
      return level === 0 && tokens.length > 1 && this.#lines[at + 1]?.level === 1;
    });
  }

  /** Top-level items that share a physical line are written, or left alone, together. */
  #topGroups(): readonly KeepalivedItem[][] {
    const groups: KeepalivedItem[][] = [];
    let last = -1;
    for (const item of this.#file.items) {
      const first = lineAt(this.#physical, item.start);
      if (first <= last) groups.at(-1)?.push(item);
      else groups.push([item]);
      last = Math.max(last, lineAt(this.#physical, Math.max(item.start, item.end - 1)));
    }
    return groups;
  }

  #group(items: readonly KeepalivedItem[]): void {
    const [first] = items;
    const last = items.at(-1);
    if (first === undefined || last === undefined) return;
    const from = lineAt(this.#physical, first.start);
    const to = lineAt(this.#physical, Math.max(last.start, last.end - 1));
    this.#verbatimUpTo(from);
    if (this.#mustStay(items, from, to)) this.#verbatimUpTo(to + 1);
    else {
      this.#items(items, 0);
      this.#written = to;
    }
  }

  /** Lines that are not covered by anything that was understood, up to (and without) a line. Blank ones are gaps. */
  #verbatimUpTo(end: number): void {
    for (let at = this.#written + 1; at < end; at++) {
      const line = this.#physical[at];
      if (line === undefined || (line.isBlank && !this.#off.has(at))) continue;
      this.#lines.push({ tokens: [], level: 0, blankAbove: this.#blankAbove(at), verbatim: line });
    }
    this.#written = Math.max(this.#written, end - 1);
  }

  #mustStay(items: readonly KeepalivedItem[], from: number, to: number): boolean {
    for (let at = from; at <= to; at++) if (this.#kept.has(at)) return true;
    const stretch = { start: this.#physical[from]?.start ?? 0, end: this.#physical[to]?.end ?? 0 };
    const covered: Span[] = [];
    const fragile = items.some((item) => this.#collect(item, covered));
    return (
      fragile ||
      !gapsArePlain(
        this.#source,
        stretch,
        covered.sort((a, b) => a.start - b.start),
      )
    );
  }

  /** Collects an item's stretches. True where something in it cannot be taken apart. */
  #collect(item: KeepalivedItem, covered: Span[]): boolean {
    if (item.kind === "Bad") return true;
    // A space before a comment that is glued to a condition would end the condition elsewhere.
    if (isLineBound(item) && /[#!\\]/.test(this.#source[item.end] ?? "")) return true;
    if (item.kind === "Comment") covered.push(item);
    else if (isLineBound(item)) covered.push(this.#trimmed(item));
    else addAll(covered, wordsOf(item));
    if (!isBlock(item)) return false;
    if (item.open === undefined || item.close === undefined) return true;
    if (isLineBound(item)) {
      if (!this.#isHeaderOnly(item)) return true;
      // Its header line goes with its brace.
      covered.pop();
      covered.push({ start: item.start, end: item.open.end }, item.close);
      return item.body.some((one) => this.#collect(one, covered));
    }
    covered.push(item.open, item.close);
    return (
      item.body.some((one) => this.#collect(one, covered)) ||
      (this.#sharesLineWithVariable(item) && this.#isCrowded(item))
    );
  }

  #isHeaderOnly({ start, open, close, body }: KeepalivedBlock): boolean {
    if (open === undefined || close === undefined) return false;
    const line = lineAt(this.#physical, start);
    const isAlone = (span: Span) => lineAt(this.#physical, span.start) !== line;
    return (
      lineAt(this.#physical, open.start) === line &&
      isAlone(close) &&
      body.every((one) => one.kind === "Comment" || isAlone(one))
    );
  }

  /** Several things on one line, one of them a definition's use: nothing may follow that on its line, or it must not be alone. */
  #isCrowded(block: KeepalivedBlock): boolean {
    const starts = [
      block,
      ...block.body.filter(({ kind }) => kind !== "Comment"),
      ...(block.close === undefined ? [] : [block.close]),
    ];
    const lines = starts.map(({ start }) => lineAt(this.#physical, start));
    return new Set(lines).size !== lines.length;
  }

  #sharesLineWithVariable(block: KeepalivedBlock): boolean {
    const span = block.close === undefined ? block : cover(block, block.close);
    return this.#source.slice(span.start, span.end).includes("$");
  }

  #items(items: readonly KeepalivedItem[], level: number): void {
    for (const item of items) this.#item(item, level);
  }

  #item(item: KeepalivedItem, level: number): void {
    if (item.kind === "Comment") this.#comment(item, level);
    else if (isBlock(item)) this.#block(item, level);
    else this.#line(isLineBound(item) ? [this.#trimmed(item)] : wordsOf(item), level, alignmentOf(item));
  }

  #block(item: KeepalivedBlock, level: number): void {
    const { open, close } = item;
    if (open === undefined || close === undefined) return;
    // A comment behind the keyword keeps the brace on a line of its own.
    const early = item.body.filter((one) => one.kind === "Comment" && one.start < open.start);
    const header = isLineBound(item) ? [{ start: item.start, end: open.end }] : wordsOf(item);
    this.#line(early.length > 0 || isLineBound(item) ? header : [...header, open], level, undefined);
    this.#items(early, level);
    if (early.length > 0 && !isLineBound(item)) this.#line([open], level, undefined);
    this.#items(
      item.body.filter((one) => !early.includes(one)),
      level + 1,
    );
    this.#line([close], level, undefined);
  }

  /** Without the space at its end, which belongs to no value. */
  #trimmed({ start, end }: Span): Span {
    let last = end;
    while (last > start && /[ \t\r]/.test(this.#source[last - 1] ?? "")) last--;
    return { start, end: last };
  }

  /** A comment stays behind what stands before it on its line, and alone where it stood alone. */
  #comment(comment: Comment, level: number): void {
    const previous = this.#lines.at(-1);
    const before = previous?.tokens.at(-1);
    const isTrailing = before !== undefined && previous?.comment === undefined && this.#sameLine(before, comment);
    if (isTrailing && previous !== undefined) this.#lines[this.#lines.length - 1] = { ...previous, comment };
    else
      this.#lines.push({
        tokens: [],
        comment,
        level,
        blankAbove: this.#blankAbove(lineAt(this.#physical, comment.start)),
      });
  }

  #sameLine(a: Span, b: Span): boolean {
    return lineAt(this.#physical, Math.max(a.start, a.end - 1)) === lineAt(this.#physical, b.start);
  }

  #line(tokens: readonly Span[], level: number, alignment: Line["alignment"]): void {
    const [first] = tokens;
    if (first === undefined) return;
    const at = lineAt(this.#physical, first.start);
    const previous = this.#lines.at(-1)?.tokens.at(-1);
    const blankAbove = previous !== undefined && this.#sameLine(previous, first) ? 0 : this.#blankAbove(at);
    this.#lines.push({ tokens, level, blankAbove, ...(alignment === undefined ? {} : { alignment }) });
  }

  #blankAbove(at: number): number {
    let count = 0;
    while (this.#physical[at - 1 - count]?.isBlank === true) count++;
    return count;
  }
}

/** Its meaning hangs on where its line ends: it is written as one piece. */
function isLineBound(item: KeepalivedItem): boolean {
  if (item.kind === "Definition" || item.kind === "Include") return true;
  if (item.kind === "Comment" || item.kind === "Bad") return false;
  if (/^[@~]/.test(wordsOf(item)[0]?.value ?? "")) return true;
  return item.condition !== undefined || (item.repetitions?.length ?? 0) > 0;
}

function alignmentOf(item: KeepalivedItem): Line["alignment"] {
  return item.kind === "Entry" ? { key: "entry", columns: 2 } : undefined;
}
