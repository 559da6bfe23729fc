/** The options that every command takes, and their checked values. */
import type { Command as Parser } from "commander";
import { versionPattern } from "../config/settings.ts";
import { UsageError } from "../host/io.ts";
import type { SessionOptions } from "../host/session.ts";
import type { RuleSetting } from "../lint/engine.ts";
import type { Severity } from "../text/diagnostic.ts";

/** The names of a command's output formats. */
export type Formats = readonly [string, ...string[]];

export interface CommonOptions extends SessionOptions {
  /** One of the command's. */
  readonly format: string;
  readonly failOn: Severity | "never";
  readonly color: "auto" | "always" | "never";
}

export const severities: readonly Severity[] = ["error", "warning", "info"];

interface CommonOption {
  /** As it is written, without its dashes. */
  readonly name: string;
  /** What stands behind it; absent where nothing does. */
  readonly value?: string;
  readonly about: string;
  readonly default?: string;
  /** Whether it may be given several times. */
  readonly repeats?: true;
}

const commonOptions: readonly CommonOption[] = [
  { name: "config", value: "file", about: "read this halint.yaml instead of searching upwards" },
  { name: "no-config", about: "read no halint.yaml" },
  {
    name: "node",
    value: "name=path",
    about: "the file or folder belongs to this node; may be repeated",
    repeats: true,
  },
  {
    name: "haproxy-version",
    value: "version",
    about: "the haproxy that will read the files, such as 3.0 (2.4 to 3.4)",
  },
  {
    name: "keepalived-version",
    value: "version",
    about: "the keepalived that will read the files, such as 2.2.7 (2.0 to 2.4)",
  },
  {
    name: "fail-on",
    value: "severity",
    about: "exit with 1 from this severity on: error, warning, info, never",
    default: "error",
  },
  {
    name: "rule",
    value: "id=severity",
    about: "error, warning, info or off for one rule; may be repeated",
    repeats: true,
  },
  { name: "color", value: "when", about: "auto, always, never", default: "auto" },
  { name: "stdin-filename", value: "path", about: "the name of what is read from standard input with -" },
];

/** Under which `--help` shows what every command takes. */
export const commonHeading = "Common options:";

/** Declares the options on a command's parser, `--format` with the command's own. */
export function addCommonOptions(parser: Parser, formats: Formats): void {
  parser.option("--format <format>", formats.join(", "), formats[0]);
  parser.optionsGroup(commonHeading);
  for (const { name, value, about, repeats, default: otherwise } of commonOptions) {
    const flags = value === undefined ? `--${name}` : `--${name} <${value}>`;
    if (repeats) parser.option(flags, about, collect);
    else parser.option(flags, about, otherwise);
  }
}

/** Keeps every value of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The names under which commander keeps them. */
export const commonNames: ReadonlySet<string> = new Set(
  ["format", ...commonOptions.map(({ name }) => name)].map((name) =>
    name.replace(/^no-/, "").replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
  ),
);

/** Those that take a value, by which the command's name is told from a value. */
export const optionsWithValue: ReadonlySet<string> = new Set([
  "--format",
  ...commonOptions.filter(({ value }) => value !== undefined).map(({ name }) => `--${name}`),
]);

/** Checks what commander read. Throws `UsageError` naming the first wrong value. */
export function readCommonOptions(raw: Readonly<Record<string, unknown>>, formats: Formats): CommonOptions {
  const config = raw.config;
  return {
    config: typeof config === "string" ? config : config === false ? false : undefined,
    nodes: texts(raw.node).map(readNode),
    haproxyVersion: readVersion("--haproxy-version", text(raw.haproxyVersion)),
    keepalivedVersion: readVersion("--keepalived-version", text(raw.keepalivedVersion)),
    format: oneOf("--format", text(raw.format) ?? formats[0], formats),
    failOn: oneOf("--fail-on", text(raw.failOn) ?? "error", [...severities, "never"] as const),
    rules: new Map(texts(raw.rule).map(readRule)),
    color: oneOf("--color", text(raw.color) ?? "auto", ["auto", "always", "never"] as const),
    stdinFilename: text(raw.stdinFilename),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The value, if it is one of those allowed. */
export function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new UsageError(`${option}: expected ${allowed.join(", ")}, found '${value}'`);
  }
  return found;
}

function readNode(value: string): { name: string; path: string } {
  const at = value.indexOf("=");
  if (at <= 0 || at === value.length - 1) throw new UsageError(`--node: expected NAME=PATH, found '${value}'`);
  return { name: value.slice(0, at), path: value.slice(at + 1) };
}

function readRule(value: string): [string, RuleSetting] {
  const at = value.lastIndexOf("=");
  if (at <= 0) throw new UsageError(`--rule: expected ID=SEVERITY, found '${value}'`);
  const severity = oneOf(`--rule ${value.slice(0, at)}`, value.slice(at + 1), [...severities, "off"] as const);
  return [value.slice(0, at), { severity }];
}

function readVersion(option: string, value: string | undefined): string | undefined {
  if (value !== undefined && !versionPattern.test(value))
    throw new UsageError(`${option}: expected a version such as 2.8 or 3.0.1, found '${value}'`);
  return value;
}
