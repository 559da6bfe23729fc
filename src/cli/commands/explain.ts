/** `halint explain RULE`: the rule's page. */

import { type ExitCode, UsageError } from "../../host/io.ts";
import { registry } from "../../lint/generated/registry.ts";
import { rulePage } from "../../report/rule-page.ts";
import { nearestOf } from "../../text/nearest.ts";
import type { Call, Command } from "../command.ts";

export const command: Command = {
  formats: ["pretty"],
  configure(parser) {
    parser.argument("<rule>", "the rule's id, such as cluster/vrid-mismatch");
  },
  run,
};

function run({ args, io }: Call): ExitCode {
  const id = args[0] ?? "";
  const rule = registry.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const ids = registry.map((candidate) => candidate.id);
    const near = ids.find((known) => known.endsWith(`/${id}`)) ?? nearestOf(id, ids);
    throw new UsageError(
      `no rule is called '${id}'${near === undefined ? "; see halint rules" : `; did you mean ${near}?`}`,
    );
  }
  io.out(rulePage(rule));
  return 0;
}
