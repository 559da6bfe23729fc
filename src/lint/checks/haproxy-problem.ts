/** Words for what does not fit the grammar on a line. No text of an argument that may be a secret gets into them. */
import type { ArgumentProblem, Statement } from "../../ast/haproxy/statement.ts";
import type { HaproxyDocument } from "../../model/document.ts";
import { alternatives } from "../../schema/expected.ts";

export interface Described {
  readonly rule: string;
  readonly message: string;
}

/** A statement, or a section's header. */
export type DescribedLine = Pick<Statement, "keyword" | "arguments">;

export function describeProblem(
  problem: ArgumentProblem,
  statement: DescribedLine,
  document: HaproxyDocument,
): Described {
  const keyword = nameOf(statement, problem);
  const expected = expectedText(problem.expected);
  const found = foundText(problem, statement, document);
  switch (problem.problem) {
    case "missing-argument":
      return { rule: "haproxy/argument-count", message: `${keyword} needs ${expected || "one more argument"}` };
    case "extra-argument":
      return {
        rule: "haproxy/argument-count",
        message: `${keyword} takes nothing more here${found && `, found ${found}`}`,
      };
    case "unknown-word": {
      // In a family of options the word is a keyword of its own, elsewhere one of a few values.
      const isOption = problem.expected.some((one) => one.startsWith("<@"));
      const choices = problem.expected.every((one) => family.test(one)) ? "" : expected;
      const meant =
        problem.nearest === undefined ? choices && `: expected ${choices}` : `: ${problem.nearest} is meant`;
      return {
        rule: isOption ? "haproxy/unknown-keyword" : "haproxy/invalid-value",
        message: isOption
          ? `${keyword} has no option ${found || "like this"}${meant}`
          : `${keyword}: ${found || "the value"} is none of the choices${meant}`,
      };
    }
    case "invalid-value":
    case "out-of-range":
    case "invalid-syntax": {
      const reason = problem.reason === undefined ? "" : ` ${problem.reason}`;
      return {
        rule: "haproxy/invalid-value",
        message: `${keyword}: ${found || "the value"}${reason}${expected && `, expected ${expected}`}`,
      };
    }
  }
}

/** `server`, `timeout connect`, `server slowstart`: the keyword with the words that say what the problem is about. */
function nameOf(statement: DescribedLine, { problem, start, end }: ArgumentProblem): string {
  const options = statement.arguments.filter(({ type }) => type.startsWith("@"));
  const first = options.find(({ firstWord }) => firstWord <= 1);
  // What is missing is missing at the end of the line; a word that is not known belongs to no option.
  const at = problem === "missing-argument" ? end : start;
  const inner = problem === "unknown-word" ? undefined : options.findLast((one) => one.start <= at && at <= one.end);
  const outer = inner !== undefined && first?.type === inner.type ? undefined : first;
  return [statement.keyword.value, outer?.keyword, inner?.keyword].filter((word) => word !== undefined).join(" ");
}

const mostExpected = 6;

/** The alternatives that a reader can take in; a long list helps nobody. */
function expectedText(expected: readonly string[]): string {
  return expected.length > mostExpected ? "" : alternatives(expected);
}

/** One of a set of keywords, which says no more than that the word is none of them. */
const family = /^<(?:[^<>:]+: )?@[^<>]+>$/;

/** What stands there, in quotes; empty where it may be a secret, or is long. */
function foundText({ start, end }: ArgumentProblem, statement: DescribedLine, document: HaproxyDocument): string {
  if (start === end || end - start > 60 || secretive.test(statement.keyword.value)) return "";
  if (statement.arguments.some(({ type }) => type === "secret")) return "";
  return `'${document.source.text.slice(start, end)}'`;
}

/** Keywords whose arguments may hold a secret, also where the line is not understood. */
const secretive = /pass|auth|secret|key|user|^stats$|token|credential|setenv|set-var/i;
