/** `halint lsp --stdio`: the language server. */

import { version } from "../../api/report.ts";
import { type ExitCode, UsageError } from "../../host/io.ts";
import { startServer } from "../../lsp/server.ts";
import type { Call, Command } from "../command.ts";

export const command: Command = {
  formats: ["pretty"],
  configure(parser) {
    parser.option("--stdio", "speak the language server protocol on standard input and output");
  },
  run,
};

async function run({ args, common, own }: Call): Promise<ExitCode> {
  if (args.length > 0) throw new UsageError("lsp takes no files: the editor opens them");
  if (own.stdio !== true) throw new UsageError("only --stdio is spoken: halint lsp --stdio");
  const { config, haproxyVersion, keepalivedVersion, rules } = common;
  await startServer(
    { input: process.stdin, output: process.stdout },
    { config, haproxyVersion, keepalivedVersion, rules },
    version,
  );
  // The connection ends the process when the editor leaves.
  return new Promise<ExitCode>(() => undefined);
}
