/** Reads a halint.yaml from disk. Apart from the rest, because the YAML reader is not needed where there is none. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { readConfig } from "../config/read.ts";
import type { ConfigurableRule } from "../config/schema.ts";
import { settingsOf } from "../config/settings.ts";
import { UsageError } from "./io.ts";
import { reasonOf } from "./reason.ts";
import type { LoadedConfig } from "./session.ts";

/** The checked settings. Throws `UsageError` with every mistake and its place. */
export function loadConfigFile(file: string, shown: string, rules: readonly ConfigurableRule[]): LoadedConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${shown}: ${reasonOf(error, "read")}`);
  }
  const result = readConfig(text, rules);
  if ("problems" in result) {
    const lines = result.problems.map(({ line, column, message }) => `${shown}:${line}:${column}: ${message}`);
    throw new UsageError(lines.join("\n"));
  }
  return { folder: path.dirname(file), settings: settingsOf(result.config) };
}
