/** Puts lines together: which section an item belongs to, which `.if` stands around it. */
import type { HaproxyFile, Item, Section } from "../../ast/haproxy/file.ts";
import type { Word } from "../../ast/word.ts";
import { BranchTracker } from "./branches.ts";
import { argumentsOf } from "./line-arguments.ts";
import type { ProblemList } from "./problems.ts";
import { nearestSection, takesName } from "./section-names.ts";
import type { StatementBuilder } from "./statement-builder.ts";

/** A node that is still being made. */
type Draft<Node> = { -readonly [Key in keyof Node]: Node[Key] };

const none: readonly Word[] = [];

export class FileBuilder {
  readonly #text: string;
  readonly #problems: ProblemList;
  readonly #faulty: WeakSet<Word>;
  readonly #statements: StatementBuilder;
  readonly #branches: BranchTracker;
  readonly #preamble: Item[] = [];
  readonly #sections: Section[] = [];
  #open: Draft<Section> | undefined;
  #items: Item[] = this.#preamble;
  #strayReported = false;

  constructor(text: string, statements: StatementBuilder, faulty: WeakSet<Word>, problems: ProblemList) {
    this.#text = text;
    this.#problems = problems;
    this.#faulty = faulty;
    this.#statements = statements;
    this.#branches = new BranchTracker(problems);
  }

  header(keyword: Word | undefined, args: readonly Word[] = none): void {
    if (keyword !== undefined) this.#openSection(keyword.value, keyword, args);
  }

  directive(keyword: Word | undefined, args: readonly Word[] = none): void {
    if (keyword === undefined) return;
    const directive = this.#statements.directive(keyword, args, this.#faulty.has(keyword));
    this.#items.push(directive);
    this.#branches.directive(directive);
  }

  statement(prefix: Word | undefined, keyword: Word | undefined, args: readonly Word[] = none): void {
    if (keyword === undefined) return;
    const start = (prefix ?? keyword).start;
    const end = (args.at(-1) ?? keyword).end;
    const faulty = this.#faulty.has(prefix ?? keyword);
    const words = prefix === undefined ? [keyword, ...args] : [prefix, keyword, ...args];
    if (keyword.value === "" || keyword.value.startsWith("\0")) {
      // haproxy skips a line whose first word is empty.
      this.#items.push({ kind: "Bad", start, end, words });
      return;
    }
    const meant = prefix === undefined ? this.#meantSection(keyword, args) : undefined;
    if (meant !== undefined) {
      this.#openSection(meant, keyword, args);
      return;
    }
    if (this.#open === undefined) {
      this.#stray(start, end, words);
      return;
    }
    const line = { start, end, prefix, keyword, args, branch: this.#branches.current, faulty };
    this.#items.push(this.#statements.statement(this.#open.type, line));
  }

  comment(start: number, end: number): void {
    this.#items.push({ kind: "Comment", start, end, text: this.#text.slice(start + 1, end) });
  }

  unread(start: number, end: number): void {
    this.#items.push({ kind: "Bad", start, end, words: none });
  }

  finish(template: boolean): HaproxyFile {
    this.#close();
    this.#branches.finish();
    const file = { kind: "HaproxyFile" as const, start: 0, end: this.#text.length, preamble: this.#preamble };
    return template ? { ...file, sections: this.#sections, template } : { ...file, sections: this.#sections };
  }

  /** A misspelt header at the start of a line: read on as the section it was meant to be, or all its lines are strangers. */
  #meantSection(keyword: Word, args: readonly Word[]): string | undefined {
    const before = this.#text.charCodeAt(keyword.start - 1);
    if (keyword.start > 0 && before !== 0x0a && before !== 0xfeff) return undefined;
    if (args.length > 3) return undefined;
    const section = this.#open?.type;
    if (section !== undefined && this.#statements.isKeyword(section, keyword.value)) return undefined;
    return nearestSection(keyword.value);
  }

  #openSection(type: string, keyword: Word, args: readonly Word[]): void {
    this.#close();
    const { start } = keyword;
    const name = takesName(type) && args[0]?.value !== "from" ? args[0] : undefined;
    const fromAt = args.findIndex((word) => word.value === "from");
    const from = fromAt === -1 ? undefined : args[fromAt + 1];
    const branch = this.#branches.current;
    const faulty = this.#faulty.has(keyword);
    const { layout, sentences, problems } = this.#statements.header(type, keyword, args);
    const named = argumentsOf(layout, args, sentences, this.#statements.context);
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
    section.body = section.body.slice();
    this.#sections.push(section);
    this.#open = undefined;
  }

  #stray(start: number, end: number, words: readonly Word[]): void {
    this.#items.push({ kind: "Bad", start, end, words });
    if (this.#strayReported) return;
    this.#strayReported = true;
    const message = "No section is open here: haproxy rejects what stands before the first header";
    this.#problems.add("stray-text", { start, end }, message);
  }
}
