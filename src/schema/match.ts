/** Holds words against a pattern: what fits gets a name and a type, what does not gets a problem at the longest match. */
import type { VariableReference } from "../ast/word.ts";
import type { Entry } from "./entry.ts";
import { emptyLayout, type Layout, layoutOf } from "./layout.ts";
import type { Pattern } from "./pattern.ts";
import { problemAt } from "./problem.ts";
import { type Program, programOf } from "./program.ts";
import { type Forgiven, runProgram } from "./run.ts";
import type { LanguageTable } from "./table.ts";

/** What matching needs of a word; both languages' words fit. */
export interface MatchWord {
  readonly value: string;
  readonly variables?: readonly VariableReference[];
}

export interface MatchProblem {
  readonly problem: "missing-argument" | "extra-argument" | "invalid-value" | "out-of-range" | "unknown-word";
  /** Index of the word; the number of words where something is missing at the end. */
  readonly at: number;
  readonly part?: { readonly start: number; readonly end: number };
  /** What could stand there, in the notation: `<int 1..255>`, `roundrobin`. */
  readonly expected: readonly string[];
  /** Why the value does not fit, in words that go into a message; never the value of a secret. */
  readonly reason?: string;
  /** The known word that was most likely meant. */
  readonly nearest?: string;
}

export interface Match {
  /** The holes that were filled, in the order of the words; a family's word before those that belong to it. */
  readonly layout: Layout;
  readonly problems: readonly MatchProblem[];
}

/** Where matching looks families and types up: the table of the file's language. */
export interface MatchEnvironment {
  readonly table: LanguageTable;
}

/** Problems after which a line is left alone. */
const problemLimit = 8;
const none: readonly MatchProblem[] = [];
const unchecked: Match = { layout: emptyLayout, problems: none };

/**
 * Holds the words after a keyword against an entry's syntax, or any pattern. Every word is looked at: after a problem,
 * matching goes on as if the word had been right. Never throws, and takes time in proportion to the words.
 *
 * In: `words` without the keyword itself. A word with variables fits wherever its fixed beginning and end allow.
 * Out: the words' layout, and the problems in the order of the words; a line that fits has none. `null` and entries
 * without a checked syntax fit anything.
 */
export function matchWords(
  what: Entry | Pattern | null,
  words: readonly MatchWord[],
  environment: MatchEnvironment,
): Match {
  const pattern = what !== null && "keyword" in what ? what.syntax : what;
  if (pattern === null) return unchecked;
  const { table } = environment;
  const program = programOf(pattern, table.types);
  const quick = runProgram(program, words, table, undefined);
  if (quick.problem === undefined) return { layout: layoutOf(quick.trail, program.layouts), problems: none };
  return matchWithProblems(program, words, table);
}

function matchWithProblems(program: Program, words: readonly MatchWord[], table: LanguageTable): Match {
  const forgiven: Forgiven = new Map();
  const problems: MatchProblem[] = [];
  for (;;) {
    const run = runProgram(program, words, table, forgiven);
    if (run.problem === undefined) return { layout: layoutOf(run.trail, program.layouts), problems };
    const { problem, meant } = problemAt(run.problem, words, table);
    if (forgiven.has(problem.at)) return { layout: layoutOf(run.trail, program.layouts), problems };
    problems.push(problem);
    const over = problem.problem === "extra-argument" || problem.problem === "missing-argument";
    if (over || problems.length >= problemLimit) return { layout: layoutOf(run.trail, program.layouts), problems };
    forgiven.set(problem.at, meant);
  }
}
