/** A number with something behind it: the daemon drops that, or counts in the smallest unit. */
import type { MatchProblem } from "../match.ts";
import { holesOf, type Pattern } from "../pattern.ts";
import type { CheckedWord, ValueProblem } from "./statement.ts";
import type { ValuePlace } from "./values.ts";

const withUnit = /^([+]?\d+(?:\.\d*)?)([A-Za-zµ%]+)$/;
const perSecond: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ms: 1000,
    msec: 1000,
    us: 1e6,
    s: 1,
    sec: 1,
    secs: 1,
    second: 1,
    seconds: 1,
  }),
);

/** The problem where a lenient number is followed by letters; undefined where the mistake is another one. */
export function unitProblem(at: ValuePlace, word: CheckedWord, problem: MatchProblem): ValueProblem | undefined {
  const { entry } = at;
  if (entry.lenient !== true || problem.problem !== "invalid-value") return undefined;
  const [, digits, unit] = withUnit.exec(word.value) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const meaning = meaningOf(entry.syntax, digits, entry.unit);
  const effect = isTooSmall(entry.syntax, digits)
    ? `the running daemon reads \`${word.value}\` as ${meaning}, which is too little, and ignores the line`
    : `the running daemon reads \`${word.value}\` as ${meaning}`;
  return {
    kind: "number-with-unit",
    place: word.place,
    message: `\`${entry.keyword}\` takes a number without a unit: ${effect}, and \`keepalived -t\` rejects it`,
    ...unitFix(word, digits, unit, entry.unit),
  };
}

/** Decimals lose the zeros that scale them: `5s` with three places is five thousandths (keepalived 2.2.7, preempt_delay). */
function meaningOf(syntax: Pattern | null, digits: string, unit: string | undefined): string {
  const places = placesOf(syntax);
  if (places === 0) return unit === undefined ? digits : `${digits} ${unit}`;
  const smallest = places === 3 ? "milliseconds" : "microseconds";
  return unit === "s" ? `${digits} ${smallest}` : `${digits} of its smallest part`;
}

/** Whether the number without its zeros falls below the least that is allowed. */
function isTooSmall(syntax: Pattern | null, digits: string): boolean {
  if (syntax === null) return false;
  return holesOf(syntax).some((hole) => Number(digits) / 10 ** placesOf(hole) < Number(hole.min ?? 0));
}

function placesOf(syntax: Pattern | null): number {
  if (syntax === null) return 0;
  return Math.max(0, ...holesOf(syntax).map(({ type }) => (type === "decimal-3" ? 3 : type === "decimal-6" ? 6 : 0)));
}

function unitFix(
  word: CheckedWord,
  digits: string,
  written: string,
  unit: string | undefined,
): Pick<ValueProblem, "fix"> {
  const factor = perSecond.get(written.toLowerCase());
  if (word.expanded || word.quoted || unit !== "s" || factor !== 1) return {};
  return {
    fix: { title: `Write ${digits}`, safety: "safe", edits: [{ ...word.place, newText: digits }] },
  };
}
