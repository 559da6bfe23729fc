/** `$NAME=text` and its uses. Expansion is late and recursive: what a value refers to is looked up where it is used. */
import type { Place } from "../../text/span.ts";
import { asExpanded, expansion, join, type OriginText, placeIn, slice } from "./origin-text.ts";

/** keepalived reads lines into 1024 bytes; an expansion that would not fit is left out. */
const longestLine = 1023;
/** Uses on one line, those that values bring in among them; one that stands for itself never ends. */
const mostUses = 200;

interface Definition {
  /** More than one line only where it was written with `\`. */
  readonly lines: readonly OriginText[];
  readonly isMultiline: boolean;
}

export type DefinitionProblem =
  | "undefined-definition"
  | "definition-too-long"
  /** It stands for itself and for more text: the line grows until it is full. */
  | "definition-grows"
  /** It stands for itself and for nothing else: the daemon never has done with the line. */
  | "definition-endless";

export interface Expanded {
  readonly line: OriginText;
  /** The other lines of a definition that ended the line. */
  readonly rest: readonly OriginText[];
  /** The definitions that those lines come from. */
  readonly names: readonly string[];
}

const use =
  /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)([ \t]+[A-Za-z0-9_ \t]*[A-Za-z0-9_])?\}|([A-Za-z_][A-Za-z0-9_]*)(?=[ \t,)]|$))/g;

export class Definitions {
  readonly #values = new Map<string, Definition>();
  readonly #node: string;
  readonly #report: (problem: DefinitionProblem, place: Place, name: string, isBraced?: boolean) => void;

  constructor(
    node: string,
    report: (problem: DefinitionProblem, place: Place, name: string, isBraced?: boolean) => void,
  ) {
    this.#node = node;
    this.#report = report;
  }

  set(name: string, lines: readonly OriginText[], isMultiline: boolean): void {
    this.#values.set(name, { lines, isMultiline });
  }

  /** A value that a repetition gives to its variable. */
  setText(name: string, text: string, place: Place): void {
    this.#values.set(name, { lines: [expansion(text, place, false)], isMultiline: false });
  }

  /**
   * The line with every use replaced, from left to right; what a value brings in is looked at again. `within` names the
   * definitions that the line is a part of.
   */
  expand(source: OriginText, folder: string, within: readonly string[] = []): Expanded {
    let line = source;
    let rest: readonly OriginText[] = [];
    const names: string[] = [];
    const inside = new Insertions(within);
    let from = 0;
    if (source.text.length > longestLine) return { line, rest, names };
    for (let rounds = 0; rounds < mostUses; rounds++) {
      use.lastIndex = from;
      const found = use.exec(line.text);
      if (found === null) break;
      const at = found.index;
      const end = at + found[0].length;
      const name = found[1] ?? found[3] ?? "";
      const value = this.#valueOf(name, found[2], folder, end === line.text.length);
      const place = placeIn(line, { start: at, end });
      if (value === undefined) {
        const isBraced = found[1] !== undefined;
        if (harms(line.text, at, end, isBraced)) this.#report("undefined-definition", place, name, isBraced);
        from = at + 1;
        continue;
      }
      const [first, ...others] = value.lines;
      const text = first?.text ?? "";
      const cycle = inside.cycle(name, at, line.text.length);
      if (cycle === "endless") {
        this.#report("definition-endless", place, name);
        return { line: slice(line, 0, 0), rest: [], names: [] };
      }
      if (cycle === "grows" || line.text.length - found[0].length + text.length > longestLine) {
        const isBraced = found[1] !== undefined && !isQuoted(line.text, at);
        this.#report(cycle === "grows" ? "definition-grows" : "definition-too-long", place, name, isBraced);
        break;
      }
      // A definition's lines stand in the file as they are; a value inside a line stands for its use.
      const inserted =
        value.isMultiline && first !== undefined ? asExpanded(first) : expansion(text, place, value.unknown);
      const lengthBefore = line.text.length;
      line = join(slice(line, 0, at), inserted, slice(line, end));
      if (value.isMultiline) {
        rest = [...others.map(asExpanded), ...rest];
        names.push(name);
      }
      // A repetition is unrolled before the rest of its line is looked at (keepalived 2.0.9).
      if (/^[ \t]*~/.test(text)) break;
      inside.insert({ name, at, replaced: found[0].length, length: text.length, line: lengthBefore });
      from = at;
    }
    return { line, rest, names };
  }

  #valueOf(
    name: string,
    parameters: string | undefined,
    folder: string,
    endsLine: boolean,
  ): (Definition & { readonly unknown: boolean }) | undefined {
    const own = this.#values.get(name);
    if (own !== undefined) {
      if (parameters !== undefined || (own.isMultiline && !endsLine)) return undefined;
      return { ...own, unknown: false };
    }
    const known = (text: string, unknown: boolean) => ({
      lines: [{ text, runs: [] }],
      isMultiline: false,
      unknown,
    });
    switch (name) {
      case "_PWD":
        return known(folder === "" ? "." : folder, true);
      case "_INSTANCE":
        return known(this.#node, false);
      case "_HASH":
        return known("#", false);
      case "_BANG":
        return known("!", false);
      case "_RANDOM":
        return known("0", true);
      case "_ENV":
        return parameters === undefined ? undefined : known("_", true);
      default:
        return undefined;
    }
  }
}

/**
 * Whether a name that is not defined was meant as one. Braces break the block; a keyword or a whole word in capitals is
 * no text that anybody wants. A password or a shell's command may hold anything.
 */
function harms(text: string, at: number, end: number, braced: boolean): boolean {
  if (isQuoted(text, at)) return false;
  if (braced) return true;
  const before = text.slice(0, at);
  if (!/[ \t]/.test(before)) return true;
  if (/^(?:auth_pass|script|notify|misc_path|quorum|startup_script|shutdown_script)/.test(before)) return false;
  return /[ \t]$/.test(before) && /^\$[A-Z][A-Z0-9_]+$/.test(text.slice(at, end));
}

function isQuoted(text: string, at: number): boolean {
  let quoted = false;
  for (let index = text.indexOf('"'); index !== -1 && index < at; index = text.indexOf('"', index + 1))
    quoted = !quoted;
  return quoted;
}

/** The values that the reading position is inside of. */
class Insertions {
  readonly #within: readonly string[];
  #open: { name: string; end: number; line: number }[] = [];

  constructor(within: readonly string[]) {
    this.#within = within;
  }

  /** What becomes of a use of the name here, on a line that is so long by now; undefined where it is outside of its own value. */
  cycle(name: string, at: number, line: number): "endless" | "grows" | undefined {
    // The lines of a definition come one after the other, and none of them is ever full.
    if (this.#within.includes(name)) return "endless";
    const first = this.#open.find((one) => one.end > at && one.name === name);
    if (first === undefined) return undefined;
    return line > first.line ? "grows" : "endless";
  }

  /** A value took the place of a use, on a line that was so long before. */
  insert(use: { name: string; at: number; replaced: number; length: number; line: number }): void {
    const { name, at, replaced, length, line } = use;
    this.#open = this.#open.filter((one) => one.end > at);
    for (const one of this.#open) one.end += length - replaced;
    if (length > 0) this.#open.push({ name, end: at + length, line });
  }
}
