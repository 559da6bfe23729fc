/** Puts lines together: which section an item belongs to, which `.if` stands around it. */
import type { Item, Section } from "../../ast/haproxy/file.ts";
import { trimmedList } from "../../text/lists.ts";
import { BranchTracker } from "./branches.ts";
import type { ProblemList } from "./problems.ts";
import { headerForm, nearestSection } from "./section-names.ts";
import type { StatementBuilder } from "./statement-builder.ts";
import type { WordTable } from "./word-table.ts";

/** A node that is still being made. */
type Draft<Node> = { -readonly [Key in keyof Node]: Node[Key] };

export class FileBuilder {
  readonly #text: string;
  readonly #problems: ProblemList;
  readonly #words: WordTable;
  readonly #faulty: ReadonlySet<number>;
  readonly #statements: StatementBuilder;
  readonly #branches: BranchTracker;
  #preamble: Item[] = [];
  #sections: Section[] = [];
  #open: Draft<Section> | undefined;
  #items: Item[] = this.#preamble;
  #strayReported = false;

  /** `faulty` holds the first words of lines that the program does not take apart. */
  constructor(
    text: string,
    statements: StatementBuilder,
    words: WordTable,
    faulty: ReadonlySet<number>,
    problems: ProblemList,
  ) {
    this.#text = text;
    this.#words = words;
    this.#problems = problems;
    this.#faulty = faulty;
    this.#statements = statements;
    this.#branches = new BranchTracker(problems);
  }

  // Words are given by their index in the table; `end` is the index behind the line's last.

  header(keyword: number, end: number): void {
    this.#openSection(this.#words.value(keyword), keyword, end);
  }

  directive(keyword: number, end: number): void {
    const args = this.#words.words(keyword + 1, end);
    const directive = this.#statements.directive(this.#words.word(keyword), args, this.#faulty.has(keyword));
    this.#items.push(directive);
    this.#branches.directive(directive);
  }

  statement(prefix: number | undefined, keyword: number, end: number): void {
    const words = this.#words;
    const first = prefix ?? keyword;
    const value = words.value(keyword);
    if (value === "" || value.startsWith("\0")) {
      // haproxy skips a line whose first word is empty.
      this.#bad(first, end);
      return;
    }
    const meant = prefix === undefined ? this.#meantSection(keyword, end) : undefined;
    if (meant !== undefined) {
      this.#openSection(meant, keyword, end);
      return;
    }
    if (this.#open === undefined) {
      this.#stray(first, end);
      return;
    }
    const line = { prefix, keyword, end, branch: this.#branches.current, faulty: this.#faulty.has(first) };
    this.#items.push(this.#statements.statement(this.#open.type, line));
  }

  comment(start: number, end: number): void {
    this.#items.push({ kind: "Comment", start, end, text: this.#text.slice(start + 1, end) });
  }

  unread(start: number, end: number): void {
    this.#items.push({ kind: "Bad", start, end, words: [] });
  }

  /** Whether an `.if` stands open. */
  get isInBranch(): boolean {
    return this.#branches.isOpen;
  }

  /** What was built since the last call; the lines that come next belong to none of it. */
  take(): { readonly preamble: readonly Item[]; readonly sections: readonly Section[] } {
    this.#close();
    const taken = { preamble: this.#preamble, sections: this.#sections };
    this.#preamble = [];
    this.#sections = [];
    this.#items = this.#preamble;
    return taken;
  }

  /** Reports what is still open at the end of the file. */
  finish(): void {
    this.#branches.finish();
  }

  /** A misspelt header at the start of a line: read on as the section it was meant to be, or all its lines are strangers. */
  #meantSection(keyword: number, end: number): string | undefined {
    const start = this.#words.start(keyword);
    const before = this.#text.charCodeAt(start - 1);
    if (start > 0 && before !== 0x0a && before !== 0xfeff) return undefined;
    if (end - keyword - 1 > 3) return undefined;
    const section = this.#open?.type;
    const value = this.#words.value(keyword);
    if (section !== undefined && this.#statements.isKeyword(section, value)) return undefined;
    return nearestSection(value);
  }

  #openSection(type: string, at: number, end: number): void {
    this.#close();
    const keyword = this.#words.word(at);
    const args = this.#words.words(at + 1, end);
    const { start } = keyword;
    const { takesName, startsFromDefaults } = headerForm(type);
    const name = takesName && args[0]?.value !== "from" ? args[0] : undefined;
    const fromAt = startsFromDefaults ? args.findIndex((word) => word.value === "from") : -1;
    const from = fromAt === -1 ? undefined : args[fromAt + 1];
    const branch = this.#branches.current;
    const faulty = this.#faulty.has(at);
    const { arguments: named, problems } = this.#statements.header(type, at, end);
    const body: Item[] = [];
    const section: Draft<Section> = { kind: "Section", start, end: start, type, keyword, args, arguments: named, body };
    if (name !== undefined) section.name = name;
    if (from !== undefined) section.from = from;
    if (branch !== undefined) section.branch = branch;
    if (problems !== undefined && !faulty) section.problems = problems;
    if (faulty) section.faulty = faulty;
    this.#open = section;
    this.#items = body;
  }

  #close(): void {
    const section = this.#open;
    if (section === undefined) return;
    section.end = section.body.at(-1)?.end ?? (section.args.at(-1) ?? section.keyword).end;
    section.body = trimmedList(section.body);
    this.#sections.push(section);
    this.#open = undefined;
  }

  #bad(first: number, end: number): void {
    const words = this.#words.words(first, end);
    this.#items.push({ kind: "Bad", start: this.#words.start(first), end: this.#words.end(end - 1), words });
  }

  #stray(first: number, end: number): void {
    this.#bad(first, end);
    if (this.#strayReported) return;
    this.#strayReported = true;
    const message = "No section is open here: haproxy rejects what stands before the first header";
    this.#problems.add("stray-text", { start: this.#words.start(first), end: this.#words.end(end - 1) }, message);
  }
}
