/** `halint fmt PATH...`: formats in place, checks, or shows what would change. */

import path from "node:path";
import { format } from "../../api/format.ts";
import { layoutOf } from "../../config/format-options.ts";
import { stdinName } from "../../host/inputs.ts";
import type { ExitCode, Io } from "../../host/io.ts";
import { openSession } from "../../host/session.ts";
import { tryReplaceFile } from "../../host/write.ts";
import { unifiedDiff } from "../../report/unified-diff.ts";
import type { Call, Command } from "../command.ts";
import { hideSecrets } from "../secrets.ts";

export const command: Command = {
  formats: ["pretty"],
  configure(parser) {
    parser
      .argument("<path...>", "files, folders, globs, or - for standard input, which is written to standard output")
      .option("--check", "write nothing; exit with 1 and the names of files that are not formatted")
      .option("--diff", "the same, with what would change instead of names");
  },
  run,
};

async function run({ args, common, own, io }: Call): Promise<ExitCode> {
  const session = await openSession(args, common, io);
  const mode = own.diff === true ? "diff" : own.check === true ? "check" : "write";
  let code: ExitCode = session.incomplete ? 2 : 0;
  const layouts = new Map(
    session.groups.flatMap(({ files, settings }) => {
      const layout = layoutOf(settings?.format ?? {});
      return files.map((file) => [file.path, layout] as const);
    }),
  );
  const piped = args.includes("-") ? (common.stdinFilename ?? stdinName) : undefined;
  for (const file of session.named) {
    const toPipe = file.path === piped && mode === "write";
    const layout = layouts.get(file.path);
    if (layout === undefined) {
      // halint.yaml ignores it; a pipe gives back what it was given.
      if (toPipe) io.out(file.text);
      continue;
    }
    const { text, failed } = format(file.path, file.text, layout, file.language);
    if (failed) {
      io.err(
        `halint: ${file.path}: the formatted text would not say the same; the file is left as it is. This is a bug in halint, please report it\n`,
      );
      code = 3;
    }
    if (toPipe) io.out(text);
    else if (text !== file.text) code = Math.max(code, await apply(file.path, file.text, text, mode, io)) as ExitCode;
  }
  return code;
}

async function apply(
  file: string,
  before: string,
  after: string,
  mode: "check" | "diff" | "write",
  io: Io,
): Promise<ExitCode> {
  if (mode === "check") {
    io.out(`${file}\n`);
    return 1;
  }
  if (mode === "diff") {
    io.out(unifiedDiff({ path: file, text: before }, { path: file, text: after }, hideSecrets));
    return 1;
  }
  const reason = tryReplaceFile(path.resolve(io.cwd, file), after);
  if (reason === undefined) return 0;
  io.err(`halint: ${file}: ${reason}\n`);
  return 2;
}
