/** Reads files line by line as the daemon does: includes, definitions, conditions and repetitions become plain lines. */

import { commentContinues, commentStart } from "../../schema/keepalived/comment.ts";
import { isKnownIn } from "../../schema/version.ts";
import type { Place } from "../../text/span.ts";
import type { KeepalivedDocument } from "../document.ts";
import { folderOf, isAbsolute } from "../paths.ts";
import type { FileError, FileReader } from "../ports.ts";
import { type DefinitionProblem, Definitions } from "./definitions.ts";
import type { EffectiveProblem } from "./effective.ts";
import { includeChecks, includedPaths } from "./includes.ts";
import { braceIn } from "./line-text.ts";
import { type OriginText, originText, placeIn, slice, trimmed } from "./origin-text.ts";
import { isRepetition, readRepetition } from "./repetition.ts";

/** Lines that repetitions and definitions may make: far beyond any configuration, a text that multiplies itself stops here. */
const mostMadeLines = 10_000;
const mostIncludes = 1000;
const deepestInclude = 32;
const deepestExpansion = 16;

const definitionStart = /^\$([A-Za-z_][A-Za-z0-9_]*)=[ \t]*/;
const includeStart = /^include([rmwba]?)[ \t\f\v\r]+/;

/** A brace that is no part of `${NAME}`, or what hides one from the reader. */
const varyingBrace = /(?:^|[^$])\{|_HASH|_BANG|(?:^|[ \t])\}/;

export interface IncludedFile {
  readonly path: string;
  readonly text: string;
  /** Index of the first line that came out of it. */
  readonly line: number;
}

export interface ExpansionOptions {
  readonly node: string;
  readonly files: FileReader;
  /** The text of a file that is open already, under its path. */
  readonly open: ReadonlyMap<string, KeepalivedDocument>;
  /** keepalived's, where it is stated. */
  readonly version?: string | undefined;
}

export class Expander {
  readonly lines: OriginText[] = [];
  readonly problems: EffectiveProblem[] = [];
  readonly included: IncludedFile[] = [];
  /** Whether a line that counts on some nodes only may open or close a block. */
  bracesVary = false;
  /** The first line before which some were left out, because there are too many. */
  cutAt: number | undefined;
  readonly #options: ExpansionOptions;
  readonly #definitions: Definitions;
  #made = 0;
  /** What `include_check` asks of plain includes, to the end of the file that says so. */
  #checks: ReadonlySet<string> = new Set();
  readonly #stack: { path: string; folder: string; use: Place | undefined }[] = [];

  constructor(options: ExpansionOptions) {
    this.#options = options;
    this.#definitions = new Definitions(options.node, (problem, place, name, isBraced = false) => {
      this.#report({ place, ...definitionFaults[problem](name, isBraced) });
    });
  }

  /** All lines of a file, and of those it includes. */
  read(path: string, text: string, use?: Place): void {
    const checks = this.#checks;
    this.#stack.push({ path, folder: folderOf(path), use });
    const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    const source = new LineSource(path, text, start, this.#isBefore24());
    for (let line = source.next(); line !== undefined; line = source.next()) {
      this.#readLine(line, source);
    }
    this.#stack.pop();
    this.#checks = checks;
  }

  #readLine(raw: OriginText, source: LineSource): void {
    const line = withoutComment(raw);
    if (line.text === "") return;
    const counted = this.#conditional(line);
    if (counted !== undefined && counted !== line && this.#refuseSecond(counted)) return;
    if (counted === undefined) {
      // A definition that does not count still takes its continuation lines out of the file.
      if (definitionStart.test(afterCondition(line.text)) && source.goesOn(raw, line)) source.continuation();
      return;
    }
    const definition = definitionStart.exec(counted.text);
    if (definition === null) this.#take(counted, 0);
    else if (!source.goesOn(raw, line))
      this.#definitions.set(definition[1] ?? "", [slice(counted, definition[0].length)], false);
    else this.#define(definition[1] ?? "", slice(counted, definition[0].length), source);
  }

  #define(name: string, value: OriginText, source: LineSource): void {
    const first = withoutBackslash(value);
    const lines = [first, ...source.continuation()].filter(({ text }) => text !== "");
    this.#definitions.set(name, lines, lines.length > 0);
  }

  /** A line whose comment is gone: conditions, repetitions, definitions and includes are followed. */
  #take(source: OriginText, depth: number, within: readonly string[] = []): void {
    if (depth > deepestExpansion || (depth > 0 && ++this.#made > mostMadeLines)) {
      this.cutAt ??= this.lines.length;
      return;
    }
    const line = this.#conditional(source);
    if (line === undefined || line.text === "" || (line !== source && this.#refuseSecond(line))) return;
    const definition = definitionStart.exec(line.text);
    if (definition !== null) {
      this.#definitions.set(definition[1] ?? "", [slice(line, definition[0].length)], false);
      return;
    }
    if (isRepetition(line.text)) {
      this.#repeat(line, depth, within);
      return;
    }
    if (!line.text.includes("$")) {
      this.#emit(line, depth);
      return;
    }
    const { line: expanded, rest, names } = this.#definitions.expand(line, this.#folder(), within);
    const clean = withoutComment(expanded);
    const isOwnKind = isRepetition(clean.text) || clean.text.startsWith("@") || definitionStart.test(clean.text);
    if (isOwnKind && this.#takesValuesAsTheyAre()) this.#refuseValue(clean);
    else if (isOwnKind) {
      if (clean.text.length > line.text.length) this.#warnOfCondition(clean);
      this.#take(clean, depth + 1, within);
    } else this.#emit(clean, depth);
    for (const one of rest) this.#take(one, depth + 1, [...within, ...names]);
  }

  /** keepalived 2.4.0: a line that a definition has made is not looked at again; before, it was. */
  #takesValuesAsTheyAre(): boolean {
    return !this.#isBefore24();
  }

  /** Where no version is stated, too. */
  #isBefore24(): boolean {
    const { version } = this.#options;
    return version === undefined || isKnownIn({ until: "2.4.0" }, version);
  }

  #refuseValue(line: OriginText): void {
    if (isRepetition(line.text)) {
      const place = placeIn(line, { start: 0, end: line.text.indexOf(")") + 1 || line.text.length });
      const message =
        "keepalived 2.4 does not repeat what stands in a definition, and takes this for a keyword that it does not know";
      this.#report({ problem: "invalid-repetition", place, message });
      return;
    }
    const kind = line.text.startsWith("@") ? "condition" : "definition";
    const message = `keepalived 2.4 looks for no ${kind} in the value of a definition, and takes \`${firstWord(line)}\` for a keyword that it does not know`;
    this.#report({ problem: "misplaced-condition", place: firstPlace(line), message });
  }

  /** Up to 2.3 the daemon counts the line as long as it was before: what is behind a condition is cut, or it crashes. */
  #warnOfCondition(line: OriginText): void {
    if (!line.text.startsWith("@") || this.#conditional(line) === undefined) return;
    const message = `keepalived garbles a line whose condition comes out of a definition, or crashes: write \`${firstWord(line)}\` in front of the use`;
    this.#report({ problem: "misplaced-condition", place: firstPlace(line), message });
  }

  /** No host has an empty name (keepalived 2.2.7 and 2.4.3). */
  #warnOfNobody(line: OriginText): void {
    const message = "the condition names no host: keepalived drops the line on every one, without a word";
    this.#report({ problem: "misplaced-condition", severity: "warning", place: firstPlace(line), message });
  }

  /** Whether the rest of a conditional line starts with a condition, which is a keyword then. */
  #refuseSecond(line: OriginText): boolean {
    if (!line.text.startsWith("@")) return false;
    const message = `keepalived reads one condition on a line, and takes \`${firstWord(line)}\` for a keyword that it does not know`;
    this.#report({ problem: "misplaced-condition", place: firstPlace(line), message });
    return true;
  }

  #repeat(line: OriginText, depth: number, within: readonly string[]): void {
    const expand = (text: string) => this.#definitions.expand(originText("", text, 0), "").line.text;
    const repetition = readRepetition(line.text, expand);
    const place = placeIn(line, { start: 0, end: line.text.indexOf(")") + 1 || line.text.length });
    if (repetition === undefined) {
      this.#report({
        problem: "invalid-repetition",
        place,
        message: "keepalived cannot read this repetition and drops the line",
      });
      return;
    }
    const text = slice(line, repetition.end);
    for (const round of repetition.rounds) {
      if (this.#made > mostMadeLines) return;
      for (const [index, variable] of repetition.variables.entries()) {
        this.#definitions.setText(variable, round[index] ?? "", place);
      }
      this.#take(text, depth + 1, within);
    }
  }

  #emit(line: OriginText, depth: number): void {
    if (line.text === "") return;
    const include = includeStart.exec(line.text);
    if (include !== null) {
      this.#include(line, include[1] ?? "", include[0].length);
      return;
    }
    const check = /^include_check(?:[ \t]+(.*))?$/.exec(line.text);
    if (check !== null) this.#checks = includeChecks(check[1] ?? "", this.#checks);
    // What follows a brace is a line of its own, with its own condition or definition.
    const brace = braceIn(line.text);
    const rest = brace === -1 ? undefined : trimmed(slice(line, brace + 1));
    if (rest === undefined || !/^(?:[@~$]|include)/.test(rest.text)) {
      this.lines.push(line);
      return;
    }
    this.lines.push(slice(line, 0, brace + 1));
    this.#take(rest, depth + 1);
  }

  #include(line: OriginText, letter: string, at: number): void {
    const strict = letter === "" ? (this.#checks.size > 0 ? "include_check" : undefined) : `include${letter}`;
    const pattern = trimmed(slice(line, at));
    const place = placeIn(pattern, { start: 0, end: pattern.text.length });
    if (pattern.text === "" || pattern.runs.some((run) => run.unknown)) return;
    const { paths, unmatched } = includedPaths(pattern.text, this.#folder(), this.#options.files);
    for (const one of unmatched) {
      // An absolute path belongs to the machine that runs keepalived, which this one need not be.
      if (isAbsolute(one)) continue;
      this.#report({
        problem: "include-matches-nothing",
        place,
        message: `\`${one}\` matches no file${strict === undefined ? "" : `: with \`${strict}\` keepalived may refuse to start`}`,
      });
    }
    for (const path of paths) this.#includeFile(path, place, strict !== undefined);
  }

  #includeFile(path: string, place: Place, strict: boolean): void {
    const around = this.#stack.findIndex((one) => one.path === path);
    if (this.included.length >= mostIncludes) return;
    if (around !== -1 || this.#stack.length > deepestInclude) {
      this.#reportCycle(path, place, around);
      return;
    }
    const open = this.#options.open.get(path);
    const read = open === undefined ? this.#options.files.read(path) : { text: open.source.text };
    if ("error" in read) {
      const end = strict ? "keepalived refuses to start" : "keepalived goes on without it";
      this.#report({
        problem: read.error === "missing" ? "include-matches-nothing" : "include-unreadable",
        place,
        message: `\`${path}\` ${faultyFiles[read.error]}: ${end}`,
      });
      return;
    }
    this.included.push({ path, text: read.text, line: this.lines.length });
    this.read(path, read.text, place);
  }

  #reportCycle(path: string, place: Place, around: number): void {
    const uses = this.#stack.slice(Math.max(0, around)).flatMap(({ use }) => use ?? []);
    this.#report({
      problem: "include-cycle",
      place,
      message: `\`${path}\` includes itself: keepalived reads it until it may open no more files`,
      related: uses.map((use) => ({ ...use, message: "included from here" })),
    });
  }

  /** The line without its `@host`; undefined where it does not count on this node. */
  #conditional(line: OriginText): OriginText | undefined {
    if (!line.text.startsWith("@")) return line;
    if (varyingBrace.test(line.text)) this.bracesVary = true;
    const blank = /[ \t]/.exec(line.text)?.index;
    if (blank === undefined) return undefined;
    const negated = line.text[1] === "^";
    const id = line.text.slice(negated ? 2 : 1, blank);
    if (line.text.startsWith("@ ") || line.text.startsWith("@\t")) this.#warnOfNobody(line);
    if ((id === this.#options.node) === negated) return undefined;
    return trimmed(slice(line, blank));
  }

  #folder(): string {
    return this.#stack.at(-1)?.folder ?? "";
  }

  #report(problem: EffectiveProblem): void {
    const { path, span } = problem.place;
    const isKnown = this.problems.some((one) => {
      return one.problem === problem.problem && one.place.path === path && one.place.span.start === span.start;
    });
    if (!isKnown && this.problems.length < 100) this.problems.push(problem);
  }
}

type Fault = Pick<EffectiveProblem, "problem" | "message" | "severity">;

const definitionFaults: Readonly<Record<DefinitionProblem, (name: string, isBraced: boolean) => Fault>> = {
  "undefined-definition": (name, isBraced) => ({
    problem: "undefined-definition",
    message: `\`${name}\` is not defined here: keepalived ${isBraced ? "takes the brace for the start of a block" : "leaves the text as it is written"}`,
    ...(isBraced && { severity: "error" }),
  }),
  "definition-too-long": (name, isBraced) => ({
    problem: "definition-too-long",
    message: `With the value of \`${name}\` the line would be too long: keepalived leaves it out${isBraced ? ", and takes the brace for the start of a block" : ""}`,
    ...(isBraced && { severity: "error" }),
  }),
  "definition-grows": (name, isBraced) => ({
    problem: "definition-of-itself",
    message: `\`${name}\` stands for itself: keepalived repeats its value until the line is full${isBraced ? ", and takes the brace that is left for the start of a block" : ""}`,
    ...(!isBraced && { severity: "warning" }),
  }),
  "definition-endless": (name) => ({
    problem: "definition-of-itself",
    message: `\`${name}\` stands for itself: keepalived never comes to the end of this line, and does not start`,
  }),
};

/** What an include that gives no text is, after its path. */
const faultyFiles: Readonly<Record<FileError, string>> = {
  missing: "does not exist",
  unreadable: "cannot be read",
  directory: "is a folder",
  irregular: "is no regular file",
};

/** The physical lines of a text. */
class LineSource {
  readonly #path: string;
  readonly #text: string;
  readonly #commentsContinue: boolean;
  #at: number;

  /** Before 2.4.0 a definition goes on behind a comment that ends in a backslash. */
  constructor(path: string, text: string, at: number, commentsContinue: boolean) {
    this.#path = path;
    this.#text = text;
    this.#at = at;
    this.#commentsContinue = commentsContinue;
  }

  /** Whether a definition goes on behind a line, of which this is left without its comment. */
  goesOn(raw: OriginText, line: OriginText): boolean {
    return endsInBackslash(line) || (this.#commentsContinue && commentContinues(raw.text));
  }

  /** The next line without its end; undefined after the last. */
  next(): OriginText | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const newline = this.#text.indexOf("\n", this.#at);
    const end = newline === -1 ? this.#text.length : newline;
    const line = originText(this.#path, this.#text.slice(this.#at, end).replace(/\r+$/, ""), this.#at);
    this.#at = end + 1;
    return line;
  }

  /** The lines that go on with a definition, without their backslashes. An empty line ends it. */
  continuation(): OriginText[] {
    const lines: OriginText[] = [];
    for (let raw = this.next(); raw !== undefined && raw.text !== ""; raw = this.next()) {
      const line = withoutComment(raw);
      if (line.text === "") continue;
      lines.push(withoutBackslash(line));
      if (!this.goesOn(raw, line)) break;
    }
    return lines;
  }
}

function withoutComment(line: OriginText): OriginText {
  const end = commentStart(line.text);
  return trimmed(end === line.text.length ? line : slice(line, 0, end));
}

function endsInBackslash({ text }: OriginText): boolean {
  return text.endsWith("\\");
}

function withoutBackslash(line: OriginText): OriginText {
  if (!endsInBackslash(line)) return line;
  return trimmed(slice(line, 0, line.text.length - 1));
}

function firstWord({ text }: OriginText): string {
  return /^[^ \t]*/.exec(text)?.[0] ?? "";
}

function firstPlace(line: OriginText): Place {
  return placeIn(line, { start: 0, end: firstWord(line).length });
}

function afterCondition(text: string): string {
  return text.replace(/^@\S*[ \t]+/, "");
}
