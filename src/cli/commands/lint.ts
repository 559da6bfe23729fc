/** `halint PATH...`: lints, and with `--fix` repairs. */
import path from "node:path";
import type { Digest } from "../../api/report.ts";
import { reasonOf } from "../../host/files.ts";
import { type ExitCode, type Io, UsageError } from "../../host/io.ts";
import { type Group, openSession } from "../../host/session.ts";
import { performAll, type Result, type Work } from "../../host/work.ts";
import { replaceFile } from "../../host/write.ts";
import type { Call, Command } from "../command.ts";
import { exitCodeOf, printReport } from "../report.ts";

export const command: Command = {
  configure(parser) {
    parser
      .argument(
        "[path...]",
        "files, folders, globs, or - for standard input; all clusters of halint.yaml where none is given",
      )
      .option("--fix", "apply the fixes that have one right answer")
      .option("--unsafe-fixes", "apply also those that a person should choose")
      .option("--diff", "print what the fixes would change, and write nothing")
      .option("--quiet", "report errors only")
      .option("--max-findings <number>", "print no more than this many");
  },
  run,
};

async function run({ args, common, own, io }: Call): Promise<ExitCode> {
  const maxFindings = readCount("--max-findings", own.maxFindings);
  const session = await openSession(args, common, io);
  const work = workOf(own);
  if (work.kind === "fix" && args.includes("-")) {
    throw new UsageError("standard input cannot be fixed in place; try --diff");
  }
  let incomplete = session.incomplete;
  const results: Digest[] = [];
  for await (const result of performAll(session.groups, work, io)) {
    const group = session.groups[results.length];
    results.push(result.digest);
    if (work.kind === "fix") incomplete = !write(result, io) || incomplete;
    if (work.kind === "preview" && group !== undefined) await printDiff(group, result, io);
  }
  if (work.kind !== "preview") await printReport(results, common, { quiet: own.quiet === true, maxFindings }, io);
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  return incomplete ? 2 : exitCodeOf(found, common.failOn);
}

function workOf({ diff, fix, unsafeFixes }: Call["own"]): Work {
  const unsafe = unsafeFixes === true;
  return { kind: diff === true ? "preview" : fix === true || unsafe ? "fix" : "lint", unsafe };
}

/** Writes the fixed files. False where one could not be written. */
function write(fixed: Result, io: Io): boolean {
  let complete = true;
  for (const [file, text] of fixed.texts) {
    try {
      replaceFile(path.resolve(io.cwd, file), text);
    } catch (error) {
      io.err(`halint: ${file}: cannot be written, ${reasonOf(error)}\n`);
      complete = false;
    }
  }
  if (fixed.fixed > 0) io.err(`halint: fixed ${fixed.fixed} in ${[...fixed.texts.keys()].join(", ")}\n`);
  return complete;
}

async function printDiff(group: Group, fixed: Result, io: Io): Promise<void> {
  const { hideSecrets } = await import("../secrets.ts");
  const { unifiedDiff } = await import("../../report/unified-diff.ts");
  for (const { path: file, text } of group.files) {
    const after = fixed.texts.get(file);
    if (after !== undefined) io.out(unifiedDiff(file, text, after, hideSecrets));
  }
}

function readCount(option: string, value: unknown): number {
  if (typeof value !== "string") return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(value)) throw new UsageError(`${option}: expected a number, found '${value}'`);
  return Number(value);
}
