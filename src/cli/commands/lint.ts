/** `halint PATH...`: lints, and with `--fix` repairs. */
import { type LintOptions, lint } from "../../api/lint.ts";
import type { Call, Command } from "../command.ts";
import { fileReader } from "../files.ts";
import { readInputs, requirePaths } from "../inputs.ts";
import { type ExitCode, UsageError } from "../io.ts";
import { exitCodeOf, printReport } from "../report.ts";

export const command: Command = {
  configure(parser) {
    parser
      .argument("[path...]", "files, folders, globs, or - for standard input")
      .option("--fix", "apply the fixes that have one right answer")
      .option("--unsafe-fixes", "with --fix, apply also those that a person should choose")
      .option("--diff", "print what --fix would change, and write nothing")
      .option("--quiet", "report errors only")
      .option("--max-findings <number>", "print no more than this many");
  },
  run,
};

async function run({ args, common, own, io }: Call): Promise<ExitCode> {
  requirePaths(args, common);
  const { files, problems } = await readInputs(args, common, io);
  for (const problem of problems) io.err(`halint: ${problem}\n`);
  const options: LintOptions = {
    targets: {
      ...(common.haproxyVersion === undefined ? {} : { haproxy: common.haproxyVersion }),
      ...(common.keepalivedVersion === undefined ? {} : { keepalived: common.keepalivedVersion }),
    },
    files: fileReader(io.cwd),
    setting: (rule) => common.rules.get(rule),
  };
  const result = lint(files, options);
  const choices = { quiet: own.quiet === true, maxFindings: readCount("--max-findings", own.maxFindings) };
  await printReport(result, common, choices, io);
  return problems.length > 0 ? 2 : exitCodeOf(result.diagnostics, common.failOn);
}

function readCount(option: string, value: unknown): number {
  if (typeof value !== "string") return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(value)) throw new UsageError(`${option}: expected a number, found '${value}'`);
  return Number(value);
}
