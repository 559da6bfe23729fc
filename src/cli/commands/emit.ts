/** `halint emit FILE.json`: the configuration that a tree says. */
import { emit } from "../../api/emit.ts";
import { treeFromJson } from "../../emit/from-json.ts";
import { readInput, readStandardInput } from "../../host/files.ts";
import { type ExitCode, UsageError } from "../../host/io.ts";
import type { Call, Command } from "../command.ts";

export const command: Command = {
  formats: ["pretty"],
  configure(parser) {
    parser.argument("<file>", "JSON as halint ast prints it, or - for standard input");
  },
  run,
};

function run({ args, io }: Call): ExitCode {
  const [file] = args;
  if (file === undefined || args.length > 1) throw new UsageError("emit takes one file");
  const read = file === "-" ? readStandardInput(io) : readInput(file, io.cwd);
  if ("error" in read) throw new UsageError(`${file}: ${read.error}`);
  const tree = treeFromJson(parseJson(read.text, file));
  if ("error" in tree) throw new UsageError(`${file}: ${tree.error}`);
  const { text, unwritable } = emit(tree.ast, tree.source);
  if (unwritable.length > 0) {
    throw new UsageError(
      `${file}: ${unwritable.length} of its values cannot be written in a ${tree.ast.kind === "HaproxyFile" ? "haproxy.cfg" : "keepalived.conf"}`,
    );
  }
  io.out(text);
  return 0;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${file}: is not JSON`);
  }
}
