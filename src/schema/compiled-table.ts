/** A language's table over its generated rows. Nothing is decoded before it is asked for. */

import { KnownWords } from "../text/nearest.ts";
import { type CompiledHelp, type CompiledTable, unpackEntry } from "./compiled.ts";
import type { Entry } from "./entry.ts";
import type { LanguageTable } from "./table.ts";
import type { Types } from "./types/type.ts";

export function createTable(
  language: LanguageTable["language"],
  compiled: CompiledTable,
  help: CompiledHelp,
  types: Types,
): LanguageTable {
  return new RowTable(language, compiled, help, types);
}

class RowTable implements LanguageTable {
  readonly language: LanguageTable["language"];
  readonly types: Types;
  readonly #compiled: CompiledTable;
  readonly #help: CompiledHelp;
  #rows: readonly string[] | undefined;
  /** The keywords of a context, as misspelt ones are compared with them. */
  readonly #known = new Map<string, KnownWords>();
  #helpLines: readonly string[] | undefined;
  readonly #decoded: Entry[] = [];
  /** For each context met so far, its keywords with their row numbers, then with their entries. */
  readonly #contexts = new Map<string, Map<string, number | Entry>>();
  /** The contexts met so far in which a keyword holds a number: `track-sc#`. */
  readonly #numbered = new Set<string>();
  /** The context that was asked for last, and its keywords: all lines of a section ask for the same. */
  #latest = "";
  #latestKeywords: Map<string, number | Entry> = new Map();
  #places: Map<string, string> | undefined;

  constructor(language: LanguageTable["language"], compiled: CompiledTable, help: CompiledHelp, types: Types) {
    this.language = language;
    this.types = types;
    this.#compiled = compiled;
    this.#help = help;
  }

  find(context: string, keyword: string): Entry | undefined {
    const keywords = this.#keywordsOf(context);
    const found = keywords.get(keyword);
    if (typeof found === "object") return found;
    const row = found ?? this.#inexact(context, keywords, keyword);
    if (row === undefined) return undefined;
    const entry = typeof row === "object" ? row : this.#decode(row);
    if (found !== undefined) keywords.set(keyword, entry);
    return entry;
  }

  contextsOf(keyword: string): readonly string[] {
    this.#places ??= this.#allPlaces();
    const numbers = this.#places.get(keyword);
    return numbers === undefined ? [] : this.#contextNames(numbers);
  }

  keywords(context: string): readonly string[] {
    return [...this.#keywordsOf(context).keys()];
  }

  entries(context: string): readonly Entry[] {
    return this.#rowNumbers(context).map((row) => this.#decode(row));
  }

  entriesWith(context: string, field: "required" | "until"): readonly Entry[] {
    const written = `"${field}":`;
    return this.#rowNumbers(context)
      .filter((row) => this.#row(row).includes(written))
      .map((row) => this.#decode(row))
      .filter((entry) => entry[field] !== undefined);
  }

  nearest(context: string, word: string): string | undefined {
    const open = this.language === "haproxy" ? word.indexOf("(") : -1;
    let known = this.#known.get(context);
    if (known === undefined) {
      known = new KnownWords(this.#keywordsOf(context).keys());
      this.#known.set(context, known);
    }
    return known.nearest(open === -1 ? word : word.slice(0, open));
  }

  help(context: string, keyword: string): string | undefined {
    const row = this.#rowNumbers(context).find((one) => this.#keyword(one) === keyword);
    if (row === undefined) {
      const entry = this.find(context, keyword);
      return entry === undefined || entry.keyword === keyword ? undefined : this.help(context, entry.keyword);
    }
    this.#helpLines ??= this.#help.lines.split("\n");
    return this.#helpLines[row];
  }

  #inexact(
    context: string,
    keywords: ReadonlyMap<string, number | Entry>,
    keyword: string,
  ): number | Entry | undefined {
    if (this.language !== "haproxy") return undefined;
    const open = keyword.indexOf("(");
    const name = open === -1 ? keyword : keyword.slice(0, open);
    const direct = open === -1 ? undefined : keywords.get(name);
    if (direct !== undefined) return direct;
    if (name.startsWith("lua.")) return keywords.get("lua.*");
    const digits = this.#numbered.has(context) ? /\d+(?=$|_|-)/.exec(name) : null;
    if (digits === null) return undefined;
    return keywords.get(`${name.slice(0, digits.index)}#${name.slice(digits.index + digits[0].length)}`);
  }

  #keywordsOf(context: string): Map<string, number | Entry> {
    if (context === this.#latest) return this.#latestKeywords;
    let keywords = this.#contexts.get(context);
    if (keywords === undefined) {
      keywords = new Map(this.#rowNumbers(context).map((row) => [this.#keyword(row), row]));
      this.#contexts.set(context, keywords);
      for (const keyword of keywords.keys()) if (keyword.includes("#")) this.#numbered.add(context);
    }
    this.#latest = context;
    this.#latestKeywords = keywords;
    return keywords;
  }

  #rowNumbers(context: string): readonly number[] {
    const numbers = this.#compiled.index[this.#compiled.contexts.indexOf(context)];
    if (numbers === undefined || numbers === "") return [];
    return numbers.split(" ").map((number) => Number.parseInt(number, 36));
  }

  #row(number: number): string {
    this.#rows ??= this.#compiled.rows.split("\n");
    return this.#rows[number] ?? "";
  }

  #keyword(number: number): string {
    const row = this.#row(number);
    return row.slice(0, row.indexOf("\t"));
  }

  #decode(number: number): Entry {
    const known = this.#decoded[number];
    if (known !== undefined) return known;
    const [keyword = "", contexts = "", json = ""] = this.#row(number).split("\t");
    const entry = unpackEntry(keyword, this.#contextNames(contexts), json);
    this.#decoded[number] = entry;
    return entry;
  }

  /** Each keyword with the numbers of its contexts, as they stand in its rows. */
  #allPlaces(): Map<string, string> {
    const places = new Map<string, string>();
    this.#rows ??= this.#compiled.rows.split("\n");
    for (const row of this.#rows) {
      const end = row.indexOf("\t");
      const keyword = row.slice(0, end);
      const contexts = row.slice(end + 1, row.indexOf("\t", end + 1));
      const before = places.get(keyword);
      places.set(keyword, before === undefined ? contexts : `${before} ${contexts}`);
    }
    return places;
  }

  #contextNames(numbers: string): readonly string[] {
    const names = numbers.split(" ").map((one) => this.#compiled.contexts[Number.parseInt(one, 36)] ?? "");
    return [...new Set(names)];
  }
}
