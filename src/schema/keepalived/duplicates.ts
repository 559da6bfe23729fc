/** A keyword given twice in one block: keepalived keeps the first or the last, mostly without a word. */
import type { Entry } from "../entry.ts";
import type { CheckedStatement, ValueProblem } from "./statement.ts";

interface Known {
  readonly statement: CheckedStatement;
  readonly entry: Entry;
}

export function duplicates(statements: readonly Known[], context: string): ValueProblem[] {
  if (context === "/") return topDuplicates(statements);
  const first = new Map<string, Known>();
  const problems: ValueProblem[] = [];
  for (const known of statements) {
    const { entry, statement } = known;
    // A second version has a rule of its own.
    if (context === "vrrp_instance" && entry.keyword === "version") continue;
    const before = first.get(entry.keyword);
    if (before === undefined) first.set(entry.keyword, known);
    else if (entry.repeat !== "add" && !sameText(before.statement, statement))
      problems.push(duplicate(before, known, context));
    else if (isReported(entry)) problems.push(duplicate(before, known, context));
  }
  return problems;
}

/** What keepalived reports where an earlier block of the kind has it, too (keepalived 2.2.7 and 2.4.3, global_defs). */
export function duplicatesBetween(blocks: readonly (readonly Known[])[], context: string): ValueProblem[] {
  const first = new Map<string, Known>();
  return blocks.flatMap((block) => {
    const own = [...new Map(block.toReversed().map((known) => [known.entry.keyword, known])).values()];
    return own.flatMap((known) => {
      const before = first.get(known.entry.keyword);
      if (before === undefined) first.set(known.entry.keyword, known);
      return before !== undefined && isReported(known.entry) ? [duplicate(before, known, context)] : [];
    });
  });
}

const isReported = ({ repeat }: Entry): boolean => repeat === "first" || repeat === "once";

/** At the top only keywords without a block are scalars; blocks are objects of their own. */
function topDuplicates(statements: readonly Known[]): ValueProblem[] {
  return duplicates(
    statements.filter(({ entry }) => entry.block === undefined && entry.lines === undefined && entry.repeat !== "add"),
    "top",
  );
}

function sameText(a: CheckedStatement, b: CheckedStatement): boolean {
  return (
    a.body === undefined &&
    b.body === undefined &&
    a.args.map((one) => one.value).join(" ") === b.args.map((one) => one.value).join(" ")
  );
}

function duplicate(before: Known, { statement, entry }: Known, context: string): ValueProblem {
  if (context === "vrrp_instance" && entry.keyword === "state") return stateTwice(before, statement);
  const effect =
    entry.repeat === "first"
      ? "keepalived reports it and keeps the first"
      : isReported(entry)
        ? "keepalived reports it and uses the last"
        : "keepalived uses the last without a word";
  return {
    kind: "duplicate-directive",
    place: statement.keyword.place,
    message: `\`${entry.keyword}\` stands here a second time: ${effect}`,
    severity: entry.repeat === "first" ? "error" : "warning",
    related: [{ ...before.statement.keyword.place, message: "the first one" }],
  };
}

/** Once MASTER was said, a BACKUP behind it is reported and ignored (keepalived 2.2.7). */
function stateTwice(before: Known, statement: CheckedStatement): ValueProblem {
  return {
    kind: "duplicate-directive",
    place: statement.keyword.place,
    message: "`state` stands here a second time: keepalived starts as MASTER if one of them says so",
    severity: "warning",
    related: [{ ...before.statement.keyword.place, message: "the first one" }],
  };
}
