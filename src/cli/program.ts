/** Finds the command in the arguments, reads its options and runs it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { CommanderError, Command as Parser } from "commander";
import { version } from "../api/report.ts";
import { type ExitCode, type Io, UsageError } from "../host/io.ts";
import { nearestOf } from "../text/nearest.ts";
import type { Command } from "./command.ts";
import { command as ast } from "./commands/ast.ts";
import { command as diff } from "./commands/diff.ts";
import { command as emit } from "./commands/emit.ts";
import { command as explain } from "./commands/explain.ts";
import { command as failover } from "./commands/failover.ts";
import { command as fmt } from "./commands/fmt.ts";
import { command as init } from "./commands/init.ts";
import { command as lint } from "./commands/lint.ts";
import { command as lsp } from "./commands/lsp.ts";
import { command as rules } from "./commands/rules.ts";
import { addCommonOptions, commonNames, optionsWithValue, readCommonOptions } from "./options.ts";

interface Listed {
  readonly usage: string;
  readonly summary: string;
  readonly command: Command;
}

export const commands: Readonly<Record<string, Listed>> = {
  lint: {
    usage: "PATH...",
    summary: "find what the programs reject and what would split the cluster (this word may be left out)",
    command: lint,
  },
  failover: {
    usage: "PATH...",
    summary: "who holds each virtual address after every failure, and how long nobody does",
    command: failover,
  },
  fmt: {
    usage: "PATH...",
    summary: "lay the files out: only the space between words changes",
    command: fmt,
  },
  diff: {
    usage: "NODE NODE",
    summary: "show what two nodes say differently, and which of it is meant",
    command: diff,
  },
  emit: {
    usage: "FILE.json",
    summary: "print the configuration that a tree says",
    command: emit,
  },
  explain: { usage: "RULE", summary: "show a rule's page", command: explain },
  ast: { usage: "FILE", summary: "print the tree of a file as JSON", command: ast },
  init: {
    usage: "[PATH...]",
    summary: "write a halint.yaml for the clusters found here",
    command: init,
  },
  lsp: { usage: "--stdio", summary: "serve an editor", command: lsp },
  rules: { usage: "", summary: "list the rules", command: rules },
};

const overview = `Reads the keepalived.conf and haproxy.cfg of every node of a cluster together.

Usage: halint [command] [options] PATH...

  PATH is a file, a folder, a glob, or - for standard input. Every file named is a node's; files with one stem or in one
  folder (lb01.conf + lb01.cfg, lb01/keepalived.conf + lb01/haproxy.cfg, lb01/etc/haproxy/haproxy.cfg) are one node's.

Commands:
`;

const examples = `
Examples:
  halint lb01.conf lb02.conf             both nodes' keepalived files, read together
  halint lb01/ lb02/                     both programs of both nodes
  halint --fix lb01/ lb02/               repair what has one right answer
  halint explain cluster/vrid-mismatch   what a rule is about

halint COMMAND --help shows a command's options. Exit code: 0 nothing found, 1 findings, 2 wrong call or unreadable
input, 3 a bug in halint.
`;

/** Runs halint with the arguments after the program's name. Never throws. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`halint: ${error.message}\n`);
      return 2;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.err(bugReport(error));
    return 3;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { name, rest } = splitCommand(argv);
  if (name === undefined) {
    const [first, about = ""] = rest;
    if (first === "help" && Object.hasOwn(commands, about)) return dispatch([about, "--help"], io);
    if (rest.some((word) => word === "--version" || word === "-V")) {
      io.out(`halint ${version}\n`);
      return 0;
    }
    if (rest[0] === "help" || rest.some((word) => word === "--help" || word === "-h")) {
      io.out(helpText());
      return 0;
    }
  }
  const misspelt = name === undefined ? misspeltCommand(rest, io) : undefined;
  if (misspelt !== undefined) throw new UsageError(misspelt);
  const listed = commands[name ?? "lint"];
  if (listed === undefined) throw new UsageError(`unknown command '${name}'`);
  const parser = parserFor(name ?? "lint", listed, io);
  parser.parse([...rest], { from: "user" });
  const raw = parser.opts();
  const own = Object.fromEntries(Object.entries(raw).filter(([key]) => !commonNames.has(key)));
  const common = readCommonOptions(raw, listed.command.formats);
  return listed.command.run({ args: parser.args, common, own, io });
}

/** The first word that is a command's name, with the options before it kept. */
function splitCommand(argv: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--") break;
    if (optionsWithValue.has(word)) at++;
    else if (!word.startsWith("-") || word === "-") {
      if (!Object.hasOwn(commands, word)) break;
      return { name: word, rest: [...argv.slice(0, at), ...argv.slice(at + 1)] };
    }
  }
  return { name: undefined, rest: argv };
}

/** A first word that is nearly a command and no path is no path that was forgotten. */
function misspeltCommand([word = ""]: readonly string[], io: Io): string | undefined {
  if (!/^[a-z]+$/.test(word) || existsSync(path.resolve(io.cwd, word))) return undefined;
  const near = nearestOf(word, Object.keys(commands));
  return near === undefined ? undefined : `there is no command and no file '${word}'; did you mean halint ${near}?`;
}

function parserFor(name: string, listed: Listed, io: Pick<Io, "out" | "err">): Parser {
  const parser = new Parser(`halint ${name}`)
    .usage(`[options] ${listed.usage}`.trim())
    .description(listed.summary)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, write) => write(`halint: ${text.replace(/^error: /, "")}`),
    })
    .showSuggestionAfterError()
    .version(`halint ${version}`, "-V, --version");
  listed.command.configure(parser);
  addCommonOptions(parser, listed.command.formats);
  return parser;
}

/** What `halint --help` prints. */
export function helpText(): string {
  const rows = Object.entries(commands).map(([name, { usage, summary }]) => {
    return `  ${`${name} ${usage}`.padEnd(26)} ${summary}\n`;
  });
  return overview + rows.join("") + examples;
}

/** What `halint COMMAND --help` prints. */
export function commandHelp(name: string): string {
  const listed = commands[name];
  if (listed === undefined) return "";
  const silent = { out: () => undefined, err: () => undefined };
  return parserFor(name, listed, silent).helpInformation();
}

/** Names the place in the program and nothing of the input, which may hold secrets. */
function bugReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  const name = error instanceof Error ? error.constructor.name : typeof error;
  return [
    `halint: this is a bug in halint ${version} (${name}), not in your files.`,
    "Please report it with the files that lead here, secrets replaced, and these lines:",
    ...stack.slice(0, 8),
    "",
  ].join("\n");
}
