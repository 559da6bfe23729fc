/** `halint ast FILE`: the tree as JSON. */
import { languageOf, parse } from "../../api/workspace.ts";
import { readInput, readStandardInput } from "../../host/files.ts";
import { stdinName } from "../../host/inputs.ts";
import { type ExitCode, UsageError } from "../../host/io.ts";
import { secretSpans } from "../../model/secrets.ts";
import { mask } from "../../report/display.ts";
import { countWhile } from "../../text/lists.ts";
import type { Span } from "../../text/span.ts";
import type { Call, Command } from "../command.ts";

export const command: Command = {
  formats: ["json"],
  configure(parser) {
    parser
      .argument("<file>", "a file, or - for standard input")
      .option("--no-spans", "leave out where each node stands, and the source")
      .option("--redact", "hide passwords and keys");
  },
  run,
};

function run({ args, common, own, io }: Call): ExitCode {
  const [file] = args;
  if (file === undefined || args.length > 1) throw new UsageError("ast takes one file");
  const read = file === "-" ? readStandardInput(io) : readInput(file, io.cwd);
  if ("error" in read) throw new UsageError(`${file}: ${read.error}`);
  const name = file === "-" ? (common.stdinFilename ?? stdinName) : file;
  const document = parse(name, read.text, languageOf(name, read.text));
  const secrets = own.redact === true ? secretSpans(document) : [];
  const isWhole = own.spans !== false && own.redact !== true;
  const tree = {
    version: 1,
    language: document.language,
    ...(isWhole ? { source: read.text } : {}),
    ast: plain(document.ast, { secrets, spans: own.spans !== false }),
  };
  io.out(`${jsonOf(tree)}\n`);
  return 0;
}

/** Indented, but for a tree so deep that its indents would make more text than a string can hold. */
function jsonOf(tree: object): string {
  try {
    return JSON.stringify(tree, undefined, 2);
  } catch {
    return JSON.stringify(tree);
  }
}

/** Deeper trees are of broken files, and overflow the stack of what writes JSON. */
const deepest = 1000;

interface Choice {
  readonly secrets: readonly Span[];
  /** Whether spans are kept. */
  readonly spans: boolean;
}

/**
 * A copy of a tree that JSON can hold: texts that touch a secret hidden, spans kept or not.
 *
 * @param isHidden whether the node that the value is of touches a secret: what has no span of its own goes by it
 */
function plain(value: unknown, choice: Choice, isHidden = false, depth = 0): unknown {
  if (depth > deepest) throw new UsageError(`the tree is more than ${deepest} levels deep`);
  if (typeof value === "string") return isHidden ? mask : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plain(item, choice, isHidden, depth + 1));
  if ("toJSON" in value && typeof value.toJSON === "function") return plain(value.toJSON(), choice, isHidden, depth);
  const hides = isSpan(value) ? touches(value, choice.secrets) : isHidden;
  const entries = Object.entries(value)
    .filter(([key]) => choice.spans || (key !== "start" && key !== "end"))
    .map(([key, item]) => [key, plain(item, choice, hides && key !== "kind", depth + 1)]);
  return Object.fromEntries(entries);
}

/** Whether a node shares text with a secret; these are in order. */
function touches({ start, end }: Span, secrets: readonly Span[]): boolean {
  const next = secrets[countWhile(secrets, (secret) => secret.end <= start)];
  return next !== undefined && next.start < end;
}

function isSpan(value: object): value is Span {
  return "start" in value && "end" in value && typeof value.start === "number" && typeof value.end === "number";
}
