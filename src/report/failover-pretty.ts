/** The failover table for a terminal: 80 columns, aligned also where names are Chinese. */
import { visible } from "./display.ts";
import {
  afterText,
  type FailoverPart,
  type FailoverTable,
  type FailoverView,
  fineText,
  holdersText,
  seconds,
  verdictMarks,
} from "./failover-view.ts";
import { widthOf } from "./width.ts";

export interface FailoverPrettyOptions {
  readonly width: number;
  readonly trace: boolean;
  readonly colors: {
    red(text: string): string;
    yellow(text: string): string;
    dim(text: string): string;
    bold(text: string): string;
  };
}

export function renderFailoverPretty(view: FailoverView, options: FailoverPrettyOptions): string {
  const { colors } = options;
  const lines = [colors.bold(visible(`${view.cluster}: ${view.nodes.join(", ")}`)), ""];
  for (const { node, text, refuses } of view.notes) {
    const line = `${refuses ? "✗" : "!"} ${node}: ${text}`;
    lines.push(
      ...wrap(visible(line), options.width, "  ").map((one) => (refuses ? colors.red(one) : colors.yellow(one))),
    );
  }
  if (view.notes.length > 0) lines.push("");
  for (const part of view.parts) lines.push(...renderPart(part, options));
  for (const { node, address, listeners, loss } of view.services) {
    const answer = listeners.length === 0 ? "nothing listens" : listeners.join(", ");
    lines.push(...wrap(visible(`${address} on ${node}: ${answer}`), options.width, "  "));
    for (const text of loss) lines.push(...wrap(visible(`  ${text}`), options.width, "    ").map(colors.dim));
  }
  if (view.services.length > 0) lines.push("");
  if (view.assumptions.length > 0) lines.push(colors.dim("Assumed:"));
  for (const text of view.assumptions) lines.push(...wrap(visible(`- ${text}`), options.width, "  ").map(colors.dim));
  return `${lines.join("\n")}\n`;
}

function renderPart(part: FailoverPart, options: FailoverPrettyOptions): string[] {
  const lines: string[] = [];
  const title = `${part.addresses.join(" ")}  (${part.instances.join(", ")})`;
  lines.push(...wrap(visible(title), options.width, "  ").map(options.colors.bold));
  for (const table of part.tables) lines.push(...renderTable(table, options), "");
  if (part.broken.length === 0) {
    lines.push(...wrap(fineText(part), options.width, "  "), "");
  }
  for (const { rule, events, message, trace } of part.broken) {
    const when = events.length === 0 ? "" : `after ${events.join(", then ")}: `;
    lines.push(
      ...wrap(visible(`✗ ${when}${message}`), options.width, "  ").map(options.colors.red),
      options.colors.dim(`  ${rule}`),
    );
    if (options.trace) lines.push(...traceLines(trace, options));
  }
  if (part.broken.length > 0) lines.push("");
  return lines;
}

function renderTable({ holders, rows }: FailoverTable, options: FailoverPrettyOptions): string[] {
  const { width, colors } = options;
  const cells = rows.map((row) => [
    visible(row.event),
    visible(holdersText(row.holders)),
    seconds(row.moved),
    seconds(row.none),
    visible(afterText(row, holders)),
  ]);
  const head = ["event", "then held by", "moves after", "nobody for", "afterwards"];
  const widths = head.map((text, at) => Math.max(widthOf(text), ...cells.map((row) => widthOf(row[at] ?? ""))));
  const rest = widths.slice(1).reduce((sum, one) => sum + one + 2, 2);
  widths[0] = Math.max(12, Math.min(widths[0] ?? 0, width - rest));
  const title = `while ${visible(holdersText(holders))} ${holders.length > 1 ? "hold" : "holds"} it:`;
  const lines = [...wrap(title, width, "  "), `  ${row(head, widths, colors.dim)}`];
  rows.forEach((item, at) => {
    const mark = verdictMarks[item.verdict];
    const paint =
      item.verdict === "broken" ? colors.red : item.verdict === "expected" ? colors.dim : (text: string) => text;
    const [event = "", ...others] = cells[at] ?? [];
    const [first = "", ...more] = wrap(event, widths[0] ?? 12, "  ");
    lines.push(paint(`${mark} ${row([first, ...others], widths, (text) => text)}`));
    for (const line of more) lines.push(paint(`  ${line}`));
    if (options.trace) lines.push(...traceLines(item.trace, options));
  });
  return lines.map((line) => line.trimEnd());
}

function row(cells: readonly string[], widths: readonly number[], paint: (text: string) => string): string {
  return paint(
    cells
      .map((text, at) => pad(text, widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

function traceLines(trace: FailoverTable["rows"][number]["trace"], { width, colors }: FailoverPrettyOptions): string[] {
  return trace.flatMap(({ at, node, text }) =>
    wrap(visible(`    ${at.toFixed(2).padStart(6)} s  ${node}: ${text}`), width, "              ").map(colors.dim),
  );
}

/** Breaks at spaces; a word that is wider than the line stays whole. */
export function wrap(text: string, width: number, indent: string): string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? "";
  let empty = true;
  for (const word of text.trim().split(/ (?! )/)) {
    if (!empty && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
