/** `halint diff NODE NODE`: what two nodes say differently, and which of it is meant. */

import { compareNodes, filePairs } from "../../api/compare.ts";
import { lint } from "../../api/lint.ts";
import { secretsByPath } from "../../api/report.ts";
import { type ExitCode, type Io, UsageError } from "../../host/io.ts";
import { openSession } from "../../host/session.ts";
import type { Node } from "../../model/cluster.ts";
import { type DifferenceView, differencesAsJson, differencesAsText } from "../../report/difference.ts";
import { textRedactor } from "../../report/redact.ts";
import { unifiedDiff } from "../../report/unified-diff.ts";
import type { Call, Command } from "../command.ts";
import { hideSecrets } from "../secrets.ts";

export const command: Command = {
  formats: ["pretty", "json"],
  configure(parser) {
    parser
      .argument("<node...>", "the two nodes: a folder or a file for each")
      .option("--unified", "print the files' differences as patches instead");
  },
  run,
};

async function run({ args, common, own, io }: Call): Promise<ExitCode> {
  const session = await openSession(args, common, io);
  const results = session.groups.map(({ files, options }) => lint(files, options));
  const clusters = results.flatMap(({ workspace }) => workspace.clusters);
  const [left, right, ...others] = clusters.flatMap(({ nodes }) => nodes);
  if (left === undefined || right === undefined || others.length > 0) {
    throw new UsageError(`diff compares two nodes, found ${clusters.flatMap(({ nodes }) => nodes).length}`);
  }
  if (own.unified === true) await printPatches(left, right, io);
  else {
    const documents = results.flatMap(({ workspace }) => workspace.documents);
    const sources = documents.map(({ source }) => source);
    const secrets = secretsByPath(sources);
    const hideKnown = textRedactor(sources, (path) => secrets.get(path) ?? []);
    const view: DifferenceView = {
      left: left.name,
      right: right.name,
      differences: compareNodes(
        left,
        right,
        clusters,
        results.flatMap(({ diagnostics }) => diagnostics),
      ),
      linesOf: (path) => documents.find(({ source }) => source.path === path)?.source.lines,
      hide: (text, place) => hideKnown(hideSecrets(text), place),
    };
    io.out(common.format === "json" ? differencesAsJson(view) : differencesAsText(view));
    if (view.differences.some(({ judgement }) => judgement === "wrong")) return session.incomplete ? 2 : 1;
  }
  return session.incomplete ? 2 : 0;
}

async function printPatches(left: Node, right: Node, io: Io): Promise<void> {
  for (const { left: before, right: after } of filePairs(left, right)) {
    if (before?.source.text !== after?.source.text) io.out(unifiedDiff(before?.source, after?.source, hideSecrets));
  }
}
