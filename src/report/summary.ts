/** The one line that says how much was found. */
import type picocolors from "picocolors";
import type { Report } from "./report.ts";

export function summaryLine(report: Report, colors: ReturnType<typeof picocolors.createColors>): string {
  const { totals, fixable, files, nodes } = report;
  if (files.length === 0) return "Nothing was read.";
  const read = `${count(new Set(files.map(({ path }) => path)).size, "file")} of ${count(nodes, "node")}`;
  const found = totals.error + totals.warning + totals.info;
  if (found === 0) return colors.green(`Nothing found in ${read}.`);
  const parts = [
    totals.error > 0 ? colors.red(count(totals.error, "error")) : "",
    totals.warning > 0 ? colors.yellow(count(totals.warning, "warning")) : "",
    totals.info > 0 ? colors.blue(`${totals.info} info`) : "",
  ].filter((part) => part !== "");
  const hidden = found - report.diagnostics.length;
  const notes = [
    fixable.safe > 0 ? `${fixable.safe} can be fixed with --fix` : "",
    fixable.unsafe > 0 ? `${fixable.unsafe} with --unsafe-fixes` : "",
    hidden > 0 ? `${hidden} not shown` : "",
  ].filter((note) => note !== "");
  return `${parts.join(", ")} in ${read}${notes.length > 0 ? `; ${notes.join(", ")}` : ""}.`;
}

/** `1 file`, `2 files`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
