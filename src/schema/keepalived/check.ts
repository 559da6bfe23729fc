/** The pass over what a keepalived configuration means: every statement against the table, for one version or for all. */

import { addAll } from "../../text/lists.ts";
import type { Entry } from "../entry.ts";
import type { Pattern } from "../pattern.ts";
import type { LanguageTable } from "../table.ts";
import { isDeprecatedIn, supportedVersions } from "../version.ts";
import { duplicates, duplicatesBetween } from "./duplicates.ts";
import { offBefore } from "./extra.ts";
import { KeepalivedLookup } from "./lookup.ts";
import { checkRelations } from "./relations.ts";
import { missingRequired } from "./required.ts";
import type { CheckedStatement, ValueProblem } from "./statement.ts";
import { unknownKeyword } from "./unknown.ts";
import { checkArguments, checkLine, type ValuePlace } from "./values.ts";

/**
 * In: the effective statements of a node and the version they are written for (`2.2.7`; absent: any supported one).
 * Out: every problem of keywords and their values, in the order of the statements. Never throws.
 */
export function checkKeepalived(
  statements: readonly CheckedStatement[],
  table: LanguageTable,
  target: string | undefined,
): readonly ValueProblem[] {
  const pass = new Pass(new KeepalivedLookup(table, target), statements);
  return pass.top(statements);
}

/** What was found of a statement, which depends on the target and on the names that can be tracked. */
interface Judged {
  readonly circumstances: string;
  readonly entry: Entry | undefined;
  readonly problems: readonly ValueProblem[];
}

const judged = new WeakMap<CheckedStatement, Judged>();

class Pass {
  #problems: ValueProblem[] = [];
  readonly #lookup: KeepalivedLookup;
  /** Every object that can be tracked. */
  readonly #names: ReadonlySet<string>;

  constructor(lookup: KeepalivedLookup, statements: readonly CheckedStatement[]) {
    this.#lookup = lookup;
    this.#names = new Set(
      statements.flatMap(({ args, body }) => (body === undefined ? [] : args.slice(0, 1).map(({ value }) => value))),
    );
  }

  /** The problems of the statements at the top; a statement that was judged before under the same circumstances is not again. */
  top(statements: readonly CheckedStatement[]): readonly ValueProblem[] {
    const circumstances = [this.#lookup.target, ...this.#names].join("\n");
    const problems: ValueProblem[] = [];
    const known: { statement: CheckedStatement; entry: Entry }[] = [];
    for (const statement of statements) {
      let found = judged.get(statement);
      if (found?.circumstances !== circumstances) {
        this.#problems = [];
        const entry = this.#statement(statement, "/");
        found = { circumstances, entry, problems: this.#problems };
        judged.set(statement, found);
      }
      addAll(problems, found.problems);
      if (found.entry !== undefined) known.push({ statement, entry: found.entry });
    }
    return [...problems, ...duplicates(known, "/"), ...this.#betweenGlobals(known)];
  }

  #betweenGlobals(known: readonly { statement: CheckedStatement; entry: Entry }[]): ValueProblem[] {
    const globals = known.filter(({ entry }) => entry.block === "global_defs");
    if (globals.length < 2) return [];
    const linesOf = ({ body = [] }: CheckedStatement) =>
      body.flatMap((line) => {
        const found = line.keyword.unknown ? undefined : this.#lookup.find("global_defs", line.keyword.value);
        return found?.known ? [{ statement: line, entry: found.entry }] : [];
      });
    return duplicatesBetween(
      globals.map(({ statement }) => linesOf(statement)),
      "global_defs",
    );
  }

  #block(statements: readonly CheckedStatement[], context: string): void {
    const known: { statement: CheckedStatement; entry: Entry }[] = [];
    for (const statement of statements) {
      const entry = this.#statement(statement, context);
      if (entry !== undefined) known.push({ statement, entry });
    }
    addAll(this.#problems, duplicates(known, context));
  }

  #statement(statement: CheckedStatement, context: string): Entry | undefined {
    const { keyword } = statement;
    // Behind a brace a line begins, which `@host` may make another host's.
    if (keyword.unknown || keyword.value.startsWith("@")) return undefined;
    const found = this.#lookup.find(context, keyword.value);
    if (found === undefined) {
      this.#problems.push(unknownKeyword(statement, context, this.#lookup));
      return undefined;
    }
    const { entry, known } = found;
    if (!known) {
      this.#problems.push(newerThanTarget(statement, entry, this.#lookup.target ?? ""));
      return undefined;
    }
    const at: ValuePlace = { entry, context, keyword, lookup: this.#lookup };
    this.#deprecated(statement, entry);
    addAll(this.#problems, checkArguments(at, statement.args));
    addAll(this.#problems, checkRelations(at, statement));
    if (this.#lookup.target === undefined) addAll(this.#problems, offBefore(at, statement));
    this.#body(statement, at);
    return entry;
  }

  #body(statement: CheckedStatement, at: ValuePlace): void {
    const { entry } = at;
    const { body } = statement;
    if (body === undefined) {
      if (entry.block !== undefined || entry.lines !== undefined || entry.words !== undefined)
        this.#problems.push(blockMissing(statement, entry));
      return;
    }
    if (entry.keyword === "notification_email")
      addAll(
        this.#problems,
        body.flatMap((line) => swallowed(line, at)),
      );
    if (entry.block !== undefined) {
      this.#block(body, entry.block);
      addAll(this.#problems, missingRequired(statement, entry.block, this.#lookup));
    } else if (entry.lines !== undefined) {
      for (const line of body) this.#line(line, at, entry.lines);
    } else if (entry.words !== undefined) {
      for (const line of body)
        for (const word of [line.keyword, ...line.args]) addAll(this.#problems, checkLine(at, entry.words, [word]));
    } else this.#problems.push(blockNotExpected(statement, entry));
  }

  /** Several names on one line are one mistake, which has a rule of its own. */
  #line(line: CheckedStatement, at: ValuePlace, pattern: Pattern): void {
    const [second] = line.args;
    const isTrack = at.entry.keyword.startsWith("track_");
    if (
      isTrack &&
      second !== undefined &&
      second.value !== "weight" &&
      isName(second.value, at.entry.keyword, this.#names)
    )
      return;
    addAll(this.#problems, checkLine(at, pattern, [line.keyword, ...line.args]));
  }

  #deprecated(statement: CheckedStatement, entry: Entry): void {
    if (entry.deprecated === undefined) return;
    const version = this.#lookup.target ?? supportedVersions.keepalived.at(-1) ?? "";
    if (!isDeprecatedIn(entry, version)) return;
    const { keyword } = statement;
    const { replacement } = entry;
    const simple = replacement !== undefined && /^[a-z_]+$/.test(replacement);
    this.#problems.push({
      kind: "deprecated-keyword",
      place: keyword.place,
      message: `\`${entry.keyword}\` is deprecated since keepalived ${entry.deprecated}${replacement === undefined ? "" : `: use ${simple ? `\`${replacement}\`` : replacement}`}`,
      ...(simple &&
        !keyword.expanded && {
          fix: { title: `Write ${replacement}`, safety: "safe", edits: [{ ...keyword.place, newText: replacement }] },
        }),
    });
  }
}

/** A setting behind a list whose brace was closed too late: the daemon takes it for one more address to write to. */
function swallowed({ keyword }: CheckedStatement, { entry, context, lookup }: ValuePlace): readonly ValueProblem[] {
  if (lookup.find(context, keyword.value) === undefined) return [];
  return [
    {
      kind: "misplaced-keyword",
      place: keyword.place,
      message: `\`${keyword.value}\` stands inside ${entry.keyword}: keepalived takes it for a mail address, and the setting has no effect`,
      severity: "warning",
    },
  ];
}

/** Interfaces are not defined anywhere, so what looks like one counts. */
function isName(word: string, keyword: string, names: ReadonlySet<string>): boolean {
  return keyword === "track_interface" ? /^[A-Za-z]+[A-Za-z0-9.:_-]*[0-9]$/.test(word) : names.has(word);
}

function newerThanTarget(statement: CheckedStatement, entry: Entry, target: string): ValueProblem {
  return {
    kind: "keyword-newer-than-target",
    place: statement.keyword.place,
    message: `\`${entry.keyword}\` came with keepalived ${entry.since ?? "?"}: keepalived ${target} does not know it and ignores the line`,
  };
}

/** Without a brace on its line or below, the next line is dropped in its place; a list takes lines to the next `}` (keepalived 2.2.7). */
function blockMissing({ keyword }: CheckedStatement, entry: Entry): ValueProblem {
  const what =
    entry.block === undefined
      ? "takes all lines down to the next `}` for its own, whatever they say"
      : "takes the next line for its `{` and drops it, with what belongs to it";
  return {
    kind: "argument-count",
    place: keyword.place,
    message: `\`${entry.keyword}\` needs a block: keepalived ${what}`,
  };
}

function blockNotExpected(statement: CheckedStatement, entry: Entry): ValueProblem {
  return {
    kind: "invalid-value",
    place: statement.keyword.place,
    message: `\`${entry.keyword}\` takes no block: keepalived ignores the brace, and the closing one ends the block around it`,
  };
}
