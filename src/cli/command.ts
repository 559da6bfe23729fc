/** What a subcommand is: a file under commands/ exports one of these as `command`. */
import type { Command as Parser } from "commander";
import type { ExitCode, Io } from "../host/io.ts";
import type { CommonOptions, Formats } from "./options.ts";

export interface Command {
  /** What `--format` may say; the first is meant where it says nothing. */
  readonly formats: Formats;
  /** Adds the command's own arguments, options and help texts. The options common to all are there already. */
  configure(parser: Parser): void;
  /** Does the work. Throws `UsageError` for a wrong call; anything else that is thrown is a bug. */
  run(call: Call): Promise<ExitCode> | ExitCode;
}

export interface Call {
  /** The arguments, without options. */
  readonly args: readonly string[];
  readonly common: CommonOptions;
  /** The command's own options as commander read them. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly io: Io;
}
