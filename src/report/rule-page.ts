/** A rule's page, from the rule itself: for docs/rules, `halint explain`, hover and SARIF's help. */
import type { Rule } from "../lint/rule.ts";

/** Where a rule's page lies in the package. The one place that knows. */
export function pagePath(id: string): string {
  return `docs/rules/${id}.md`;
}

/** The page in Markdown. `outputs` is what halint prints for each example; without it the examples are shown alone. */
export function rulePage(rule: Rule, outputs: readonly string[] = []): string {
  const parts = [
    `# ${rule.id}\n`,
    `${rule.summary}\n`,
    `${badges(rule)}\n`,
    `## Why\n\n${rule.why.trim()}\n`,
    ...examplesOf(rule, outputs),
    ...optionsOf(rule),
    silencing(rule),
  ];
  return parts.join("\n");
}

function badges(rule: Rule): string {
  const scope = {
    "haproxy-file": "each haproxy file",
    "keepalived-file": "each keepalived file",
    node: "each node, all its files together",
    cluster: "the cluster, all nodes together",
    workspace: "everything that is linted together, all clusters",
  }[rule.scope];
  const fix = { none: "none", safe: "`--fix`", unsafe: "`--unsafe-fixes`" }[rule.fix];
  return `Severity: **${rule.severity}** · Looks at: ${scope} · Fix: ${fix} · Since: ${rule.since}`;
}

function examplesOf(rule: Rule, outputs: readonly string[]): readonly string[] {
  const shown = rule.examples().map((example, index) => {
    const files = Object.entries(example.files).map(([path, text]) => `\`${path}\`\n\n${fence(text)}`);
    const output = outputs[index];
    const said =
      example.expect.length === 0
        ? "Nothing is reported.\n"
        : output === undefined
          ? ""
          : `halint says:\n\n${fence(output, "text")}`;
    const targets = Object.entries(example.targets ?? {}).map(([program, version]) => `${program} ${version}`);
    const about = targets.length > 0 ? ` (${targets.join(", ")})` : "";
    return `### ${capitalized(example.title)}${about}\n\n${files.join("\n")}\n${said}`;
  });
  return ["## Examples\n", ...shown];
}

/** A code block whose fence is longer than any in the text. */
function fence(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.endsWith("\n") || text === "" ? text : `${text}\n`}${ticks}\n`;
}

function optionsOf(rule: Rule): readonly string[] {
  const options = Object.entries(rule.options ?? {});
  if (options.length === 0) return [];
  const rows = options.map(
    ([name, { default: value, about }]) => `| \`${name}\` | \`${JSON.stringify(value)}\` | ${about} |`,
  );
  return [`## Options\n\n| name | default | what it does |\n| --- | --- | --- |\n${rows.join("\n")}\n`];
}

function silencing(rule: Rule): string {
  return `## Silencing it

On one line, with the reason after \`--\`:

\`\`\`text
# halint-disable-next-line ${rule.id} -- why it is right here
\`\`\`

For a whole project, in \`halint.yaml\`:

\`\`\`yaml
rules:
  ${rule.id}: off
\`\`\`
`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
