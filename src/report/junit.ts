/** JUnit XML: one suite for each file, one failing case for each finding; a quiet file is one passing case. */
import type { Diagnostic } from "../text/diagnostic.ts";
import { listsBy } from "../text/lists.ts";
import { type Renderer, type Report, rangeOf } from "./report.ts";

export const renderJunit: Renderer = (report) => {
  const found = listsBy(report.diagnostics, ({ path }) => path);
  const paths = new Set([...report.files.map(({ path }) => path), ...found.keys()]);
  const suites = Array.from(paths, (path) => suiteOf(report, path, found.get(path) ?? []));
  const failures = report.diagnostics.length;
  const tests = suites.reduce((total, { tests: count }) => total + count, 0);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n`,
    `<testsuites name="halint" tests="${tests}" failures="${failures}">\n`,
    ...suites.map(({ text }) => text),
    "</testsuites>\n",
  ].join("");
};

function suiteOf(
  report: Report,
  path: string,
  found: readonly Diagnostic[],
): { readonly text: string; readonly tests: number } {
  const cases = found.map((diagnostic) => caseOf(report, diagnostic));
  if (cases.length === 0) cases.push(`    <testcase name="${xml(path)}" classname="${xml(path)}"/>\n`);
  const head = `  <testsuite name="${xml(path)}" tests="${cases.length}" failures="${found.length}">\n`;
  return { text: `${head}${cases.join("")}  </testsuite>\n`, tests: cases.length };
}

function caseOf(report: Report, diagnostic: Diagnostic): string {
  const { line, column } = rangeOf(report, diagnostic.path, diagnostic.span).start;
  const name = `${diagnostic.rule} (${line}:${column})`;
  const others = diagnostic.related.map((related) => {
    return `\n${related.path}:${rangeOf(report, related.path, related.span).start.line}: ${related.message}`;
  });
  const body = `${diagnostic.path}:${line}:${column}: ${diagnostic.severity}: ${diagnostic.message}${others.join("")}`;
  return [
    `    <testcase name="${xml(name)}" classname="${xml(diagnostic.path)}">\n`,
    `      <failure type="${diagnostic.severity}" message="${xml(diagnostic.message)}">${xml(body)}</failure>\n`,
    "    </testcase>\n",
  ].join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
  "\r": "&#13;",
};

/** Escaped text; what XML 1.0 has no way to write becomes U+FFFD. */
function xml(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"\n\t\r]/g, (character) => entities[character] ?? character);
}
