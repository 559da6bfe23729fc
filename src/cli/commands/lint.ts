/** `halint PATH...`: lints, and with `--fix` repairs. */
import path from "node:path";
import { type FixedFiles, fix, lint } from "../../api/lint.ts";
import { type Digest, digestOf } from "../../api/report.ts";
import { reasonOf } from "../../host/files.ts";
import { type ExitCode, type Io, UsageError } from "../../host/io.ts";
import { type Group, openSession } from "../../host/session.ts";
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
  const unsafe = own.unsafeFixes === true;
  const fixing = own.fix === true || unsafe || own.diff === true;
  if (fixing && args.includes("-") && own.diff !== true)
    throw new UsageError("standard input cannot be fixed in place; try --diff");
  let incomplete = session.incomplete;
  const results: Digest[] = [];
  for (const group of session.groups) {
    if (!fixing) results.push(digestOf(lint(group.files, group.options)));
    else {
      const fixed = fix(group.files, { ...group.options, unsafe });
      results.push(digestOf(own.diff === true ? lint(group.files, group.options) : fixed));
      if (own.diff === true) await printDiff(group, fixed, io);
      else incomplete = !write(fixed, io) || incomplete;
    }
  }
  if (own.diff !== true) await printReport(results, common, { quiet: own.quiet === true, maxFindings }, io);
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  return incomplete ? 2 : exitCodeOf(found, common.failOn);
}

/** Writes the fixed files. False where one could not be written. */
function write(fixed: FixedFiles, io: Io): boolean {
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

async function printDiff(group: Group, fixed: FixedFiles, io: Io): Promise<void> {
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
