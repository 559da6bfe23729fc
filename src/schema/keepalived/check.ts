/** The pass over what a keepalived configuration means: every statement against the table, for one version or for all. */
import type { Entry } from "../entry.ts";
import type { LanguageTable } from "../table.ts";
import { isDeprecatedIn, supportedVersions } from "../version.ts";
import { duplicates } from "./duplicates.ts";
import { KeepalivedLookup } from "./lookup.ts";
import { checkRelations } from "./relations.ts";
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
  const pass = new Pass(new KeepalivedLookup(table, target));
  pass.block(statements, "/");
  return pass.problems;
}

class Pass {
  readonly problems: ValueProblem[] = [];
  readonly #lookup: KeepalivedLookup;

  constructor(lookup: KeepalivedLookup) {
    this.#lookup = lookup;
  }

  block(statements: readonly CheckedStatement[], context: string): void {
    const known: { statement: CheckedStatement; entry: Entry }[] = [];
    for (const statement of statements) {
      const entry = this.#statement(statement, context);
      if (entry !== undefined) known.push({ statement, entry });
    }
    this.problems.push(...duplicates(known, context));
  }

  #statement(statement: CheckedStatement, context: string): Entry | undefined {
    const { keyword } = statement;
    if (keyword.unknown) return undefined;
    const found = this.#lookup.find(context, keyword.value);
    if (found === undefined) {
      this.problems.push(unknownKeyword(statement, context, this.#lookup));
      return undefined;
    }
    const { entry, known } = found;
    if (!known) {
      this.problems.push(newerThanTarget(statement, entry, this.#lookup.target ?? ""));
      return undefined;
    }
    const at: ValuePlace = { entry, context, keyword, lookup: this.#lookup };
    this.#deprecated(statement, entry);
    this.problems.push(...checkArguments(at, statement.args), ...checkRelations(at, statement));
    this.#body(statement, at);
    return entry;
  }

  #body(statement: CheckedStatement, at: ValuePlace): void {
    const { entry } = at;
    const { body } = statement;
    if (body === undefined) return;
    if (entry.block !== undefined) this.block(body, entry.block);
    else if (entry.lines !== undefined) {
      for (const line of body) this.problems.push(...checkLine(at, entry.lines, [line.keyword, ...line.args]));
    } else if (entry.words !== undefined) {
      for (const line of body)
        for (const word of [line.keyword, ...line.args]) this.problems.push(...checkLine(at, entry.words, [word]));
    } else this.problems.push(blockNotExpected(statement, entry));
  }

  #deprecated(statement: CheckedStatement, entry: Entry): void {
    if (entry.deprecated === undefined) return;
    const version = this.#lookup.target ?? supportedVersions.keepalived.at(-1) ?? "";
    if (!isDeprecatedIn(entry, version)) return;
    const { keyword } = statement;
    const { replacement } = entry;
    const simple = replacement !== undefined && /^[a-z_]+$/.test(replacement);
    this.problems.push({
      kind: "deprecated-keyword",
      place: keyword.place,
      message: `\`${entry.keyword}\` is deprecated since keepalived ${entry.deprecated}${replacement === undefined ? "." : `: use ${simple ? `\`${replacement}\`` : replacement}.`}`,
      ...(simple &&
        !keyword.expanded && {
          fix: { title: `Write ${replacement}`, safety: "safe", edits: [{ ...keyword.place, newText: replacement }] },
        }),
    });
  }
}

function newerThanTarget(statement: CheckedStatement, entry: Entry, target: string): ValueProblem {
  return {
    kind: "keyword-newer-than-target",
    place: statement.keyword.place,
    message: `\`${entry.keyword}\` came with keepalived ${entry.since ?? "?"}: keepalived ${target} does not know it and ignores the line.`,
  };
}

function blockNotExpected(statement: CheckedStatement, entry: Entry): ValueProblem {
  return {
    kind: "invalid-value",
    place: statement.keyword.place,
    message: `\`${entry.keyword}\` takes no block: keepalived ignores the brace, and the closing one ends the block around it.`,
  };
}
