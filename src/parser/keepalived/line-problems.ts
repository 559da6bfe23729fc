/** What is wrong with the bytes of a line: its length, a NUL, a byte order mark, bytes that are not UTF-8. */
import type { SyntaxProblem } from "../../text/diagnostic.ts";
import { addAll } from "../../text/lists.ts";
import { byteLength } from "../../text/source.ts";

/** keepalived reads lines into 1024 bytes: 1022, a newline and the end mark. */
const longestLine = 1022;

export function lineProblems(text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  if (text.charCodeAt(0) === 0xfeff) problems.push(byteOrderMark());
  const nul = text.indexOf("\0");
  if (nul !== -1) addAll(problems, nulBytes(text, nul));
  if (text.length > longestLine / 3) addAll(problems, longLines(text));
  return problems;
}

function byteOrderMark(): SyntaxProblem {
  const mark = { start: 0, end: 1 };
  return {
    problem: "bad-encoding",
    severity: "error",
    span: mark,
    message: "The file starts with a byte order mark: keepalived takes it for part of the first word",
    fix: { title: "Remove the byte order mark", edits: [{ span: mark, newText: "" }] },
  };
}

/** One finding for each line that has any. */
function nulBytes(text: string, first: number): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (let at = first; at !== -1; ) {
    problems.push({
      problem: "nul-byte",
      span: { start: at, end: at + 1 },
      message: "A NUL byte: keepalived 2.4 ignores the whole line, before that it ends here",
    });
    const newline = text.indexOf("\n", at);
    at = newline === -1 ? -1 : text.indexOf("\0", newline);
  }
  return problems;
}

function longLines(text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    // No character takes more than three bytes for each UTF-16 unit.
    if (end - start > longestLine / 3) {
      const bytes = byteLength(text.slice(start, end));
      if (bytes > longestLine) problems.push(tooLong(start, end, bytes));
    }
    start = end + 1;
  }
  return problems;
}

function tooLong(start: number, end: number, bytes: number): SyntaxProblem {
  return {
    problem: "line-too-long",
    span: { start, end },
    message: `The line has ${bytes} bytes: keepalived reads at most ${longestLine}. 2.4 ignores the first part and reads the rest as another line, before that it splits the line`,
  };
}
