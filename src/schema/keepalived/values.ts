/** Holds the words of a statement or a free-form line against its entry, and says what the daemon makes of a mistake. */
import type { Entry } from "../entry.ts";
import { alternatives } from "../expected.ts";
import { type MatchProblem, type MatchWord, matchWords } from "../match.ts";
import { holesOf, type Pattern } from "../pattern.ts";
import { consequenceOf, missingConsequence } from "./consequence.ts";
import { extraWords } from "./extra.ts";
import { type KeepalivedLookup, nameOfContext } from "./lookup.ts";
import type { CheckedWord, ValueProblem, ValueProblemKind } from "./statement.ts";
import { unitProblem } from "./unit.ts";

export interface ValuePlace {
  readonly entry: Entry;
  readonly context: string;
  /** The keyword, or the first word of a free-form line. */
  readonly keyword: CheckedWord;
  readonly lookup: KeepalivedLookup;
}

/** The words behind a keyword. */
export function checkArguments(at: ValuePlace, words: readonly CheckedWord[]): ValueProblem[] {
  const [problem] = problemsOf(at, at.entry.syntax, words);
  if (problem === undefined) return [];
  switch (problem.problem) {
    case "missing-argument":
      return [missingArgument(at, problem, words)];
    case "extra-argument":
      return extraWords(at, problem, words);
    default:
      return [wrongValue(at, problem, words)];
  }
}

/** A line of a value block, or one of its words. */
export function checkLine(at: ValuePlace, pattern: Pattern, words: readonly CheckedWord[]): ValueProblem[] {
  return problemsOf(at, pattern, words).map((problem) => {
    if (problem.problem === "missing-argument") return missingInLine(at, problem, words);
    if (problem.problem === "extra-argument" && problem.expected.length === 0) return droppedInLine(at, problem, words);
    return wrongValue(at, problem, words);
  });
}

/** Lines of most value blocks take what they need and drop the rest (keepalived 2.4.3, virtual_server_group). */
function droppedInLine(at: ValuePlace, problem: MatchProblem, words: readonly CheckedWord[]): ValueProblem {
  const first = words[problem.at] ?? at.keyword;
  const last = words.at(-1) ?? first;
  return {
    kind: "extra-words-dropped",
    place: { path: first.place.path, span: { start: first.place.span.start, end: last.place.span.end } },
    message: `keepalived ignores what follows \`${words[problem.at - 1]?.value ?? ""}\` on this line`,
  };
}

function problemsOf(at: ValuePlace, pattern: Pattern | null, words: readonly CheckedWord[]): readonly MatchProblem[] {
  return matchWords(pattern, words.map(asMatchWord), { table: at.lookup.table }).problems;
}

function asMatchWord(word: CheckedWord): MatchWord {
  if (!word.unknown) return { value: word.value };
  return { value: word.value, variables: [{ name: "", start: 0, end: word.value.length }] };
}

function missingArgument(at: ValuePlace, problem: MatchProblem, words: readonly CheckedWord[]): ValueProblem {
  const { entry, keyword } = at;
  const what = alternatives(problem.expected.slice(0, 4)) || "a value";
  const after = words.length === 0 ? missingConsequence(entry) : consequenceOf(entry, at.context);
  return {
    kind: "argument-count",
    place: words.at(-1)?.place ?? keyword.place,
    message: `\`${entry.keyword}\` needs ${words.length === 0 ? "" : "also "}${what}: ${after}`,
    ...(isSoft(entry) && entry.missing !== "fatal" && { severity: "warning" as const }),
  };
}

function missingInLine(at: ValuePlace, problem: MatchProblem, words: readonly CheckedWord[]): ValueProblem {
  const place = words.at(-1)?.place ?? at.keyword.place;
  const what = alternatives(problem.expected.slice(0, 4)) || "a value";
  return {
    kind: kindOf(at, "argument-count"),
    place,
    message: `\`${words.at(-1)?.value ?? ""}\` needs ${what}: keepalived drops the line`,
    ...(at.entry.missing === "ok" && { severity: "warning" as const }),
  };
}

const kinds: Readonly<Record<string, ValueProblemKind>> = {
  "vrrp_instance state": "invalid-state-value",
  "vrrp_instance priority": "priority-out-of-range",
  "vrrp_instance advert_int": "advert-interval-out-of-range",
  "vrrp_instance virtual_ipaddress": "invalid-vip",
  "vrrp_instance virtual_ipaddress_excluded": "invalid-vip",
};
function kindOf(at: ValuePlace, otherwise: ValueProblemKind): ValueProblemKind {
  return kinds[`${at.context} ${at.entry.keyword}`] ?? otherwise;
}

function wrongValue(at: ValuePlace, problem: MatchProblem, words: readonly CheckedWord[]): ValueProblem {
  const { entry, context, lookup } = at;
  const word = words[problem.at] ?? at.keyword;
  const unit = unitProblem(at, word, problem);
  if (unit !== undefined) return unit;
  const subject = isSecret(entry, lookup) ? "The value" : `\`${word.value}\``;
  const reason = problem.reason ?? notAmong(problem);
  const near = problem.nearest === undefined ? "" : `; \`${problem.nearest}\` is meant`;
  const isDefault = word.value === (offAtZero.has(entry.keyword) ? "0" : String(entry.default));
  const soft =
    entry.bad === "logged" || entry.bad === "unchecked" || problem.expected.some((one) => softTypes.test(one));
  return {
    kind: kindOf(at, "invalid-value"),
    place: word.place,
    message: `${subject} ${reason}${near} (${nameOfContext(context)} > ${entry.keyword}). ${isDefault ? "keepalived reports it, and without the line does the same" : lineConsequence(at, problem)}`,
    ...((soft || isDefault) && { severity: "warning" as const }),
    ...nearFix(problem, word),
  };
}

/** Names of routing tables, protocols and scopes, which the node's own files may define. */
const softTypes = /(?:^|[<: ])rt-/;

/** Refused, but off is what they are without the line. */
const offAtZero = new Set(["persistence_timeout"]);

/** What keepalived does not look at, or only logs, is no error. */
function isSoft(entry: Entry): boolean {
  return entry.bad === "logged" || entry.bad === "unchecked";
}

function notAmong(problem: MatchProblem): string {
  const { expected } = problem;
  if (expected.length === 0) return "is not expected here";
  return expected.length > 12
    ? "is none of the words that may stand here"
    : `is not known here; expected: ${alternatives(expected)}`;
}

/** An unknown word in an address line is skipped, the address kept (keepalived 2.4.3, virtual_ipaddress). */
function lineConsequence(at: ValuePlace, problem: MatchProblem): string {
  const isAddress = at.entry.keyword.includes("ipaddress");
  if (isAddress && (problem.problem === "unknown-word" || problem.problem === "extra-argument"))
    return "keepalived ignores the word";
  if (at.entry.lines !== undefined && at.entry.bad === undefined) return "keepalived drops the line";
  return consequenceOf(at.entry, at.context);
}

function nearFix(problem: MatchProblem, word: CheckedWord): Pick<ValueProblem, "fix"> {
  const { nearest } = problem;
  if (nearest === undefined || word.expanded || word.quoted || problem.part !== undefined) return {};
  const safety = nearest.toLowerCase() === word.value.toLowerCase() ? "safe" : "unsafe";
  return { fix: { title: `Write ${nearest}`, safety, edits: [{ ...word.place, newText: nearest }] } };
}

/** Whether a value of the entry must not be printed. */
export function isSecret(entry: Entry, lookup: KeepalivedLookup): boolean {
  return (
    entry.syntax !== null && holesOf(entry.syntax).some(({ type }) => lookup.table.types.get(type)?.secret === true)
  );
}
