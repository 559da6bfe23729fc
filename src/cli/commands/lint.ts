/** `halint PATH...`: lints, and with `--fix` repairs. */

import path from "node:path";
import type { Digest } from "../../api/report.ts";
import type { InputFile } from "../../api/workspace.ts";
import { type ExitCode, type Io, UsageError } from "../../host/io.ts";
import { type Group, openSession } from "../../host/session.ts";
import { performAll } from "../../host/threads.ts";
import { perform, type Result, type Work } from "../../host/work.ts";
import { tryReplaceFile } from "../../host/write.ts";
import { unifiedDiff } from "../../report/unified-diff.ts";
import type { Call, Command } from "../command.ts";
import { exitCodeOf, printReport } from "../report.ts";
import { hideSecrets } from "../secrets.ts";

export const command: Command = {
  formats: ["pretty", "compact", "json", "sarif", "github", "gitlab", "junit"],
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
  const changed = new Map<string, string>();
  for await (const result of performAll(session.groups, work, io)) {
    const read = session.groups[results.length];
    if (read === undefined) break;
    const group = asChanged(read, changed, io);
    const intended = group === read ? result : perform(group, work);
    if (work.kind === "preview") await printDiff(group, intended, io);
    const done = work.kind === "fix" ? write(group, intended, io) : intended;
    results.push(done.digest);
    incomplete ||= done.texts.size < intended.texts.size;
    for (const [file, text] of done.texts) changed.set(path.resolve(io.cwd, file), text);
  }
  if (work.kind !== "preview") printReport(results, common, { quiet: own.quiet === true, maxFindings }, io);
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  return incomplete ? 2 : exitCodeOf(found, common.failOn);
}

function workOf({ diff, fix, unsafeFixes }: Call["own"]): Work {
  const unsafe = unsafeFixes === true;
  return { kind: diff === true ? "preview" : fix === true || unsafe ? "fix" : "lint", unsafe };
}

/** A group with the texts that an earlier one, which shares files with it, has left; itself where there are none. */
function asChanged(group: Group, changed: ReadonlyMap<string, string>, { cwd }: Io): Group {
  const newTextOf = (file: InputFile) => (changed.size === 0 ? undefined : changed.get(path.resolve(cwd, file.path)));
  if (group.files.every((file) => newTextOf(file) === undefined)) return group;
  return { ...group, files: group.files.map((file) => ({ ...file, text: newTextOf(file) ?? file.text })) };
}

/** Writes the fixed files. Of what could not be written is said why, and the result is that of the texts on the disk. */
function write(group: Group, result: Result, io: Io): Result {
  const written = new Map<string, string>();
  for (const [file, text] of result.texts) {
    const reason = tryReplaceFile(path.resolve(io.cwd, file), text);
    if (reason === undefined) written.set(file, text);
    else io.err(`halint: ${file}: ${reason}\n`);
  }
  const now = written.size === result.texts.size ? result : relinted(group, result, written);
  if (now.fixed > 0) io.err(`halint: fixed ${now.fixed} in ${[...written.keys()].join(", ")}\n`);
  return now;
}

/** The result where only these texts were written. */
function relinted({ files, plan }: Group, intended: Result, texts: ReadonlyMap<string, string>): Result {
  const onDisk = files.map((file) => ({ ...file, text: texts.get(file.path) ?? file.text }));
  const { digest } = perform({ files: onDisk, plan }, { kind: "lint", unsafe: false });
  const before = intended.fixed + intended.digest.diagnostics.length;
  return { digest, texts, fixed: Math.max(0, before - digest.diagnostics.length) };
}

async function printDiff(group: Group, fixed: Result, io: Io): Promise<void> {
  // Nodes may share a file.
  for (const file of new Map(group.files.map((one) => [one.path, one])).values()) {
    const text = fixed.texts.get(file.path);
    if (text !== undefined) io.out(unifiedDiff(file, { path: file.path, text }, hideSecrets));
  }
}

function readCount(option: string, value: unknown): number {
  if (typeof value !== "string") return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(value)) throw new UsageError(`${option}: expected a number, found '${value}'`);
  return Number(value);
}
