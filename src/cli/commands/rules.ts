/** `halint rules`: the catalogue. */

import { type ExitCode, UsageError } from "../../host/io.ts";
import { registry } from "../../lint/generated/registry.ts";
import { pagePath } from "../../report/rule-page.ts";
import type { Call, Command } from "../command.ts";

export const command: Command = { formats: ["pretty", "json"], configure() {}, run };

function run({ args, common, io }: Call): ExitCode {
  if (args.length > 0) throw new UsageError(`rules takes no arguments; try halint explain ${args[0]}`);
  if (common.format === "json") {
    const rules = registry.map(({ id, severity, scope, fix, summary }) => {
      return { id, severity, scope, fix, summary, docs: pagePath(id) };
    });
    io.out(`${JSON.stringify({ rules }, undefined, 2)}\n`);
    return 0;
  }
  const width = Math.max(...registry.map(({ id }) => id.length), 0);
  for (const { id, severity, fix, summary } of registry) {
    io.out(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${(fix === "none" ? "" : fix).padEnd(6)}  ${summary}\n`);
  }
  return 0;
}
