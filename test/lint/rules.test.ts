/** Holds the conventions of CONTRIBUTING.md over every rule, and runs every example that a rule's page shows. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fix, lint } from "../../src/api/lint.ts";
import { registry } from "../../src/lint/generated/registry.ts";
import type { Example, Rule } from "../../src/lint/rule.ts";
import type { FileReader } from "../../src/model/ports.ts";
import { templateOf } from "./message-template.ts";

const ruleFolder = join(import.meta.dirname, "../../src/lint/rules");

const files = (example: Example) =>
  Object.entries(example.files)
    .filter(([path]) => !isScript(path))
    .map(([path, text]) => ({ path, text, node: nodeOf(path) }));

/** Scripts lie beside the configuration; they are not part of it. */
function isScript(path: string): boolean {
  return path.endsWith(".sh");
}

const reader = (example: Example): FileReader => ({
  read: (path) => {
    const text = example.files[path];
    return text === undefined ? { error: "missing" } : { text };
  },
  glob: () => [],
});

/** Files of an example belong to one node where they share a folder. */
function nodeOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.indexOf("/")) : "node";
}

function findings(rule: Rule, example: Example): string[] {
  const { diagnostics, workspace } = lint(files(example), optionsFor(rule, example));
  return diagnostics
    .filter((diagnostic) => diagnostic.rule === rule.id)
    .map(({ path, span, message }) => {
      const source = workspace.documents.find((document) => document.source.path === path)?.source;
      const at = source?.lines.positionAt(span.start);
      const key = templateOf(rule.messages, message);
      return `${path}:${at?.line}:${at?.column}${key === undefined ? "" : ` ${key}`}`;
    });
}

function optionsFor(rule: Rule, example: Example) {
  const { targets = {}, nodeTargets = {} } = example;
  return { rules: [rule, ...silenced(rule)], targets, nodeTargets, files: reader(example) };
}

/** The rule about suppressions needs the rules that its examples silence. */
function silenced(rule: Rule): readonly Rule[] {
  return rule.id === "parse/unused-suppression" ? registry.filter(({ id }) => id === "parse/irregular-space") : [];
}

describe.each(registry.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  test.each(rule.examples().map((example) => [example.title, example] as const))("example: %s", (_title, example) => {
    expect(findings(rule, example).sort()).toEqual([...example.expect].sort());
  });

  test("has an example that reports and one that does not", () => {
    const reporting = rule.examples().filter(({ expect: expected }) => expected.length > 0);
    expect(reporting.length, "examples that report").toBeGreaterThan(0);
    expect(rule.examples().length - reporting.length, "examples that do not").toBeGreaterThan(0);
  });

  test("says what and why in the house style", () => {
    expect(rule.id).toMatch(/^(parse|haproxy|keepalived|cluster|stack)\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rule.summary).toMatch(/^[^\s].*\.$/);
    expect(rule.summary).not.toMatch(/\. [A-Z]/);
    expect(rule.why.trim()).not.toBe("");
    for (const message of Object.values(rule.messages)) expect(message).not.toMatch(/[.!]$|please/i);
  });

  test("every message is shown by an example", () => {
    const shown = new Set(
      rule.examples().flatMap(({ expect: expected }) => expected.map((line) => line.split(" ")[1])),
    );
    expect(Object.keys(rule.messages).filter((key) => !shown.has(key))).toEqual([]);
  });

  test("an example carries the fix that the rule declares", () => {
    const fixes = rule.examples().flatMap((example) => {
      const { diagnostics } = lint(files(example), optionsFor(rule, example));
      return diagnostics.flatMap((diagnostic) => (diagnostic.rule === rule.id ? (diagnostic.fix ?? []) : []));
    });
    for (const { title } of fixes) expect(title).toMatch(/^[A-Z].*[^.]$/);
    if (rule.fix === "none") expect(fixes).toEqual([]);
    else expect(fixes.map(({ safety }) => safety)).toContain(rule.fix);
  });

  const fixable = rule.fix === "none" ? [] : rule.examples().filter(({ expect: expected }) => expected.length > 0);
  test.each(fixable.map((example) => [example.title, example] as const))(
    "fixing is quiet the second time: %s",
    (_title, example) => {
      const first = fix(files(example), { ...optionsFor(rule, example), unsafe: true });
      const after = files(example).map((file) => ({ ...file, text: first.texts.get(file.path) ?? file.text }));
      const second = fix(after, { ...optionsFor(rule, example), unsafe: true });
      expect([...second.texts]).toEqual([]);
    },
  );
});

test("the id is the path", () => {
  const paths = readdirSync(ruleFolder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  const ids = paths.map((path) => path.replaceAll("\\", "/").slice(0, -".ts".length));
  expect(registry.map(({ id }) => id).sort()).toEqual(ids.sort());
});

test("no two rules have one id", () => {
  const ids = registry.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
