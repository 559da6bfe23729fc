/** The options that every command takes, and their checked values. */
import type { Command as Parser } from "commander";
import { UsageError } from "../host/io.ts";
import type { SessionOptions } from "../host/session.ts";
import type { RuleSetting } from "../lint/engine.ts";
import type { Severity } from "../text/diagnostic.ts";

export interface CommonOptions extends SessionOptions {
  readonly format: string | undefined;
  readonly failOn: Severity | "never";
  readonly color: "auto" | "always" | "never";
}

export const severities: readonly Severity[] = ["error", "warning", "info"];

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** Declares the options on a command's parser. */
export function addCommonOptions(parser: Parser): void {
  parser
    .option("--config <file>", "read this halint.yaml instead of searching upwards")
    .option("--no-config", "read no halint.yaml")
    .option("--node <name=path>", "the file or folder belongs to this node; may be repeated", collect, [])
    .option("--haproxy-version <version>", "the haproxy that will read the files, such as 3.0 (2.4 to 3.4)")
    .option("--keepalived-version <version>", "the keepalived that will read the files, such as 2.2.7 (2.0 to 2.4)")
    .option("--format <format>", "pretty, json; lint: also compact, sarif, github, gitlab, junit")
    .option("--fail-on <severity>", "exit with 1 from this severity on: error, warning, info, never", "error")
    .option("--rule <id=severity>", "error, warning, info or off for one rule; may be repeated", collect, [])
    .option("--color <when>", "auto, always, never", "auto")
    .option("--stdin-filename <path>", "the name of what is read from standard input with -");
}

/** The names under which commander keeps them. */
export const commonNames: ReadonlySet<string> = new Set([
  "config",
  "node",
  "haproxyVersion",
  "keepalivedVersion",
  "format",
  "failOn",
  "rule",
  "color",
  "stdinFilename",
]);

/** The options of DESIGN that take a value, by which the command's name is told from a value. */
export const optionsWithValue: ReadonlySet<string> = new Set([
  "--config",
  "--node",
  "--haproxy-version",
  "--keepalived-version",
  "--format",
  "--fail-on",
  "--rule",
  "--color",
  "--stdin-filename",
]);

/** Checks what commander read. Throws `UsageError` naming the first wrong value. */
export function readCommonOptions(raw: Readonly<Record<string, unknown>>): CommonOptions {
  const config = raw.config;
  return {
    config: typeof config === "string" ? config : config === false ? false : undefined,
    nodes: texts(raw.node).map(readNode),
    haproxyVersion: readVersion("--haproxy-version", text(raw.haproxyVersion)),
    keepalivedVersion: readVersion("--keepalived-version", text(raw.keepalivedVersion)),
    format: text(raw.format),
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
  if (value === undefined) return undefined;
  const match = /^v?(\d+\.\d+(?:\.\d+)?)/.exec(value);
  if (match === null) throw new UsageError(`${option}: expected a version such as 2.8 or 3.0.1, found '${value}'`);
  return match[1];
}
