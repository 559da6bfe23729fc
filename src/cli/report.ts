/** Findings to standard output in the chosen format. */
import { type Digest, type ReportChoices, renderReport, reportOf } from "../api/report.ts";
import type { ExitCode, Io } from "../host/io.ts";
import type { Diagnostic, Severity } from "../text/diagnostic.ts";
import type { CommonOptions } from "./options.ts";

/** Prints the findings. */
export function printReport(
  results: readonly Digest[],
  common: Pick<CommonOptions, "format" | "color">,
  choices: ReportChoices,
  io: Io,
): void {
  const options = { color: wantsColor(common, io), width: io.width };
  io.out(renderReport(reportOf(results, choices), common.format, options));
}

/** Whether any finding weighs as much as `--fail-on` asks. */
export function exitCodeOf(diagnostics: readonly Diagnostic[], failOn: CommonOptions["failOn"]): ExitCode {
  if (failOn === "never") return 0;
  return diagnostics.some(({ severity }) => weight[severity] >= weight[failOn]) ? 1 : 0;
}

const weight: Readonly<Record<Severity, number>> = { info: 1, warning: 2, error: 3 };

/** `--color`, then NO_COLOR and FORCE_COLOR, then whether a person is looking. */
export function wantsColor(common: Pick<CommonOptions, "color">, io: Io): boolean {
  if (common.color !== "auto") return common.color === "always";
  if (io.env.NO_COLOR !== undefined && io.env.NO_COLOR !== "") return false;
  if (io.env.FORCE_COLOR !== undefined && io.env.FORCE_COLOR !== "0") return true;
  return io.outIsTerminal && io.env.TERM !== "dumb";
}
