/** `halint init`: writes a commented halint.yaml for the clusters it finds, and shows the hook's entry. */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { nodeNames, openWorkspace } from "../../api/workspace.ts";
import { configName } from "../../config/settings.ts";
import { fileReader } from "../../host/files.ts";
import { readInputs } from "../../host/inputs.ts";
import { type ExitCode, UsageError } from "../../host/io.ts";
import { reasonOf } from "../../host/reason.ts";
import type { Cluster } from "../../model/cluster.ts";
import { count } from "../../report/summary.ts";
import type { Call, Command } from "../command.ts";

export const command: Command = {
  formats: ["pretty"],
  configure(parser) {
    parser
      .argument("[path...]", "where to look for configs; the current folder where none is given")
      .option("--force", "replace a halint.yaml that is there")
      .option("--print", "print it instead of writing");
  },
  run,
};

async function run({ args, common, own, io }: Call): Promise<ExitCode> {
  const target = path.join(io.cwd, configName);
  if (own.print !== true && own.force !== true && existsSync(target)) {
    throw new UsageError(
      `${configName} is there already; --force replaces it, --print only shows what would be written`,
    );
  }
  const { files, problems } = await readInputs(args.length === 0 ? ["."] : args, common, io);
  for (const problem of problems) io.err(`halint: ${problem}\n`);
  if (files.length === 0) return 2;
  const workspace = openWorkspace(files, { files: fileReader(io.cwd) });
  const nodes = new Map<string, string[]>();
  const names = nodeNames(workspace);
  for (const document of workspace.documents) {
    const name = names.get(document) ?? "node";
    nodes.set(name, [...(nodes.get(name) ?? []), document.source.path]);
  }
  const text = configText(workspace.clusters, nodes);
  if (own.print === true) io.out(text);
  else {
    writeConfig(target, text);
    io.err(`halint: wrote ${configName} with ${count(workspace.clusters.length, "cluster")}\n`);
    io.out(hookHint);
  }
  return problems.length > 0 ? 2 : 0;
}

function writeConfig(target: string, text: string): void {
  try {
    writeFileSync(target, text);
  } catch (error) {
    throw new UsageError(`${configName}: ${reasonOf(error, "written")}`);
  }
}

const hookHint = `For pre-commit, in .pre-commit-config.yaml:

  - repo: <where halint is cloned from>
    rev: <a tag>
    hooks:
      - id: halint
`;

function configText(clusters: readonly Cluster[], nodes: ReadonlyMap<string, readonly string[]>): string {
  const used = new Set<string>();
  const parts = clusters.map((cluster) => {
    const key = unique(cluster.name, used);
    const rows = cluster.nodes.map(({ name }) => {
      const paths = nodes.get(name) ?? [];
      return `      ${yamlText(lastPart(name))}: [${paths.map(yamlText).join(", ")}]\n`;
    });
    return `  ${yamlText(key)}:\n    nodes:\n${rows.join("")}`;
  });
  return `# Settings of halint. Every key is explained in docs/halint.schema.json of the package.

# The versions that will read these files; without them, what any supported version accepts passes.
# targets:
#   haproxy: "3.0"
#   keepalived: "2.2.7"

# Nodes that share virtual addresses. Linting one file of a cluster reads all of them.
clusters:
${parts.join("")}
# A severity for a rule (error, warning, info, off), or an object with its options.
# rules:
#   haproxy/server-without-check: info

# Files that are never linted.
# ignore:
#   - "examples/**"
`;
}

function lastPart(name: string): string {
  return name.split("/").at(-1) ?? name;
}

function unique(name: string, used: Set<string>): string {
  let candidate = name === "" ? "cluster" : name;
  for (let number = 2; used.has(candidate); number++) candidate = `${name}-${number}`;
  used.add(candidate);
  return candidate;
}

/** As YAML: plain where it is sure to stay text. */
function yamlText(text: string): string {
  return /^[A-Za-z_./][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n|~)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
