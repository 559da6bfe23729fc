/** Puts into words where the longest match stopped: what is wrong there, what was expected, what was most likely meant. */

import { nearestOf } from "../text/nearest.ts";
import type { Stop } from "./farthest.ts";
import type { MatchProblem, MatchWord } from "./match.ts";
import * as p from "./program.ts";
import type { LanguageTable } from "./table.ts";

export interface Judgement {
  readonly problem: MatchProblem;
  /** The known word that the word is taken for while matching goes on. */
  readonly meant: string | undefined;
}

export function problemAt(stop: Stop, words: readonly MatchWord[], table: LanguageTable): Judgement {
  const { at } = stop;
  const word = words[at];
  const expected = expectedTexts(stop.expected);
  if (word === undefined) return { problem: { problem: "missing-argument", at, expected }, meant: undefined };
  const nearest = nearestWord(stop, word.value, table);
  if (nearest !== undefined) return { problem: { problem: "unknown-word", at, expected, nearest }, meant: nearest };
  const [rejection] = stop.rejections;
  if (rejection !== undefined) {
    const { problem, reason } = rejection;
    return {
      problem: { problem, at, ...partOf(stop), expected: insideTexts(stop, expected), reason },
      meant: undefined,
    };
  }
  if (stop.inside !== undefined) {
    const reason = "does not have the form";
    return {
      problem: { problem: "invalid-value", at, ...partOf(stop), expected: insideTexts(stop, expected), reason },
      meant: undefined,
    };
  }
  const chooses = stop.expected.some(isChoice);
  const problem = stop.complete && !chooses ? "extra-argument" : "unknown-word";
  return { problem: { problem, at, expected }, meant: undefined };
}

function partOf(stop: Stop): { part?: { start: number; end: number } } {
  return stop.part === undefined ? {} : { part: stop.part };
}

/** A place that takes one of a set, where a word that fits none is a wrong one rather than one too many. */
function isChoice(instruction: p.Instruction): boolean {
  return instruction.op === p.FAMILY;
}

function expectedTexts(instructions: readonly p.Instruction[]): string[] {
  return [...new Set(instructions.flatMap(p.expectedOf))];
}

function insideTexts(stop: Stop, otherwise: string[]): string[] {
  return stop.expected.length === 1 && stop.inside !== undefined && stop.inside.length > 0
    ? expectedTexts(stop.inside)
    : otherwise;
}

/** The likeliest of the words that could have stood here, spelt out or in a family. */
function nearestWord(stop: Stop, word: string, table: LanguageTable): string | undefined {
  const spelt: string[] = [];
  for (const instruction of stop.expected) {
    if (instruction.op === p.LITERAL) spelt.push(instruction.text);
    else if (instruction.op === p.ENUM) spelt.push(...(instruction.words ?? []));
    else if (instruction.type?.takes === "condition") {
      if (/^(?:if|iff|fi|ifs|when)$/i.test(word)) return "if";
      spelt.push("unless");
    }
  }
  const found = nearestOf(word, spelt);
  if (found !== undefined) return found;
  for (const instruction of stop.expected) {
    if (instruction.op !== p.FAMILY) continue;
    // The name is known: what is wrong stands in its parentheses, or they are not there.
    if (table.find(instruction.text, word) !== undefined) continue;
    const near = table.nearest(instruction.text, word);
    if (near !== undefined && near !== word) return near;
  }
  return undefined;
}
