/** docs/rules: a page for each rule with what halint prints for its examples, and the catalogue. */
import { lint } from "../../src/api/lint.ts";
import { digestOf, reportOf } from "../../src/api/report.ts";
import { registry } from "../../src/lint/generated/registry.ts";
import type { Example, Rule } from "../../src/lint/rule.ts";
import type { FileReader } from "../../src/model/ports.ts";
import { renderFindings } from "../../src/report/pretty.ts";
import { pagePath, rulePage } from "../../src/report/rule-page.ts";

const width = 100;

/** The files below docs/rules by path. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const rule of registry) {
    const outputs = rule.examples().map((example) => outputOf(rule, example));
    pages.set(pagePath(rule.id), `${generated}${rulePage(rule, outputs)}`);
  }
  pages.set("docs/rules/README.md", `${generated}${catalogue()}`);
  return pages;
}

const generated = "<!-- Made by `npm run gen` from src/lint/rules. Do not edit. -->\n\n";

/** What this one rule says of an example's files. */
function outputOf(rule: Rule, example: Example): string {
  const entries = Object.entries(example.files);
  // Scripts lie beside the configuration; they are not part of it.
  const inputs = entries.filter(([path]) => !path.endsWith(".sh")).map(([path, text]) => ({ path, text }));
  const files: FileReader = {
    read: (path) => {
      const text = example.files[path];
      return text === undefined ? { error: "missing" } : { text };
    },
    glob: () => [],
  };
  const result = lint(inputs, { rules: [rule], targets: example.targets ?? {}, files });
  const own = { ...result, diagnostics: result.diagnostics.filter((diagnostic) => diagnostic.rule === rule.id) };
  return renderFindings(reportOf([digestOf(own)]), { color: false, width });
}

const groups: Readonly<Record<string, string>> = {
  parse: "What both languages share: reading the text",
  haproxy: "haproxy.cfg",
  keepalived: "keepalived.conf",
  cluster: "Between the nodes of a cluster",
  stack: "keepalived against haproxy on one node",
};

function catalogue(): string {
  const parts = [
    "# Rules\n",
    `${registry.length} rules. \`halint explain RULE\` prints a page, \`halint rules\` this list.\n`,
  ];
  for (const [group, title] of Object.entries(groups)) {
    const own = registry.filter(({ id }) => id.startsWith(`${group}/`));
    if (own.length === 0) continue;
    parts.push(`## ${title}\n`, "| rule | severity | fix | |", "| --- | --- | --- | --- |");
    for (const { id, severity, fix, summary } of own) {
      parts.push(
        `| [${id}](${id}.md) | ${severity} | ${fix === "none" ? "" : fix} | ${summary.replaceAll("|", "\\|")} |`,
      );
    }
    parts.push("");
  }
  return parts.join("\n");
}
