/** Words after the last that a keyword takes: most are dropped without a message, some are an error. */

import { alternatives } from "../expected.ts";
import type { MatchProblem } from "../match.ts";
import { type Pattern, partsOf } from "../pattern.ts";
import { consequenceOf } from "./consequence.ts";
import type { CheckedStatement, CheckedWord, ValueProblem } from "./statement.ts";
import type { ValuePlace } from "./values.ts";

const falseWords = new Set(["off", "false", "no", "0", "disable", "disabled"]);
const trueWords = new Set(["on", "true", "yes", "1", "enable", "enabled"]);

export function extraWords(at: ValuePlace, problem: MatchProblem, words: readonly CheckedWord[]): ValueProblem[] {
  const { entry } = at;
  const first = words[problem.at];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  const place = { path: first.place.path, span: { start: first.place.span.start, end: last.place.span.end } };
  if (problem.expected.length > 0 && entry.keyword === "weight") return [option(at, first, problem.expected)];
  if (entry.extra === "error") {
    const message = `\`${entry.keyword}\` takes nothing more after that. ${consequenceOf(entry, at.context)}`;
    return [{ kind: "argument-count", place, message }];
  }
  if (problem.at === 0 && isEmpty(entry.syntax)) return flagWithWord(at, first, place, words);
  const removable = !words.some((word) => word.expanded) && first.place.path === at.keyword.place.path;
  const kept = words.slice(0, problem.at).at(-1) ?? at.keyword;
  const fix = removable && {
    fix: {
      title: "Remove what keepalived ignores",
      safety: "safe" as const,
      edits: [{ path: place.path, span: { start: kept.place.span.end, end: place.span.end }, newText: "" }],
    },
  };
  if (takesCommand(entry.syntax)) return [unquotedArguments(at, words, place)];
  return [
    {
      kind: "extra-words-dropped",
      place,
      message: `keepalived ignores everything after \`${shown(at, kept)}\` on this line`,
      ...fix,
    },
  ];
}

function shown(at: ValuePlace, word: CheckedWord): string {
  return word === at.keyword ? word.value : at.entry.keyword;
}

function option(at: ValuePlace, word: CheckedWord, expected: readonly string[]): ValueProblem {
  return {
    kind: "invalid-value",
    place: word.place,
    message: `\`${word.value}\` is not known here; expected: ${alternatives(expected)} (${at.entry.keyword}). keepalived ignores the word`,
  };
}

function flagWithWord(
  at: ValuePlace,
  first: CheckedWord,
  place: ValueProblem["place"],
  words: readonly CheckedWord[],
): ValueProblem[] {
  const { entry, keyword } = at;
  const same = !first.expanded && !keyword.expanded && first.place.path === keyword.place.path;
  const value = first.value.toLowerCase();
  if (falseWords.has(value)) {
    return [
      {
        kind: "flag-with-off",
        place: first.place,
        message: `\`${entry.keyword} ${first.value}\` switches it on: \`${entry.keyword}\` takes no value and ignores one. Remove the line to leave it off`,
        ...(same && {
          fix: {
            title: `Remove ${entry.keyword} ${first.value}`,
            safety: "safe",
            edits: [{ path: place.path, span: { start: keyword.place.span.start, end: place.span.end }, newText: "" }],
          },
        }),
      },
    ];
  }
  if (trueWords.has(value) && words.length === 1 && entry.block === undefined && entry.lines === undefined) return [];
  return [
    {
      kind: "extra-words-dropped",
      place,
      message: `\`${entry.keyword}\` takes no value: keepalived ignores what follows it on the line`,
      ...(same && {
        fix: {
          title: "Remove what keepalived ignores",
          safety: "safe",
          edits: [{ path: place.path, span: { start: keyword.place.span.end, end: place.span.end }, newText: "" }],
        },
      }),
    },
  ];
}

function unquotedArguments(at: ValuePlace, words: readonly CheckedWord[], place: ValueProblem["place"]): ValueProblem {
  const { entry } = at;
  const first = words[0] ?? at.keyword;
  const last = words.at(-1) ?? first;
  const editable = words.every((word) => !word.quoted && !word.expanded && word.place.path === first.place.path);
  return {
    kind: "script-arguments-unquoted",
    place,
    message: `keepalived drops these words: only the first word after \`${entry.keyword}\` is the command. Quote the command together with its arguments`,
    ...(editable && {
      fix: {
        title: "Quote the command with its arguments",
        safety: "safe",
        edits: [
          { path: place.path, span: { start: first.place.span.start, end: first.place.span.start }, newText: '"' },
          { path: place.path, span: { start: last.place.span.end, end: last.place.span.end }, newText: '"' },
        ],
      },
    }),
  };
}

export function isEmpty(syntax: Pattern | null): boolean {
  return syntax !== null && syntax.kind === "seq" && syntax.of.length === 0;
}

/** Whether the first word is a command line. */
export function takesCommand(syntax: Pattern | null): boolean {
  if (syntax === null) return false;
  if (syntax.kind === "hole") return syntax.type === "command";
  const [first] = syntax.kind === "seq" || syntax.kind === "opt" ? partsOf(syntax) : [];
  return first !== undefined && takesCommand(first);
}

/** A boolean that was a flag in older versions: `off` switches it on there. */
export function offBefore(at: ValuePlace, { args }: CheckedStatement): ValueProblem[] {
  const [word] = args;
  if (word === undefined || !falseWords.has(word.value)) return [];
  const older = at.lookup.olderThan(at.entry, at.context);
  if (older === undefined || !isEmpty(older.syntax)) return [];
  return [
    {
      kind: "flag-with-off",
      place: word.place,
      severity: "warning",
      message: `before keepalived ${older.until ?? ""}, \`${at.entry.keyword} ${word.value}\` switches it on: the keyword took no value and ignored one`,
    },
  ];
}
