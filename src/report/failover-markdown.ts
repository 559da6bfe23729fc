/** The failover tables as GitHub-flavoured Markdown. */
import { visible } from "./display.ts";
import { afterText, type FailoverView, fineText, holdersText, seconds, verdictMarks } from "./failover-view.ts";

export function renderFailoverMarkdown(view: FailoverView): string {
  const lines = [`## ${cell(view.cluster)}: ${view.nodes.map(cell).join(", ")}`, ""];
  for (const { node, text, refuses } of view.notes)
    lines.push(`- ${refuses ? "✗ " : ""}**${cell(node)}**: ${cell(text)}`);
  if (view.notes.length > 0) lines.push("");
  for (const part of view.parts) {
    lines.push(
      `### ${part.addresses.map((address) => `\`${cell(address)}\``).join(" ")} (${part.instances.map(cell).join(", ")})`,
      "",
    );
    for (const { holders, rows } of part.tables) {
      lines.push(`While ${cell(holdersText(holders))} ${holders.length > 1 ? "hold" : "holds"} it:`, "");
      lines.push(
        "| | event | then held by | moves after | nobody for | two for | afterwards |",
        "| --- | --- | --- | --- | --- | --- | --- |",
      );
      for (const row of rows) {
        const cells = [
          row.event,
          holdersText(row.holders),
          seconds(row.moved),
          seconds(row.none),
          seconds(row.dual),
          afterText(row, holders),
        ];
        lines.push(`| ${verdictMarks[row.verdict]} | ${cells.map(cell).join(" | ")} |`);
      }
      lines.push("");
    }
    for (const { rule, events, message } of part.broken) {
      const when = events.length === 0 ? "" : `after ${events.join(", then ")}: `;
      lines.push(`- ✗ ${cell(when + message)} (\`${rule}\`)`);
    }
    lines.push(...(part.broken.length > 0 ? [""] : [fineText(part), ""]));
  }
  for (const { node, address, listeners, loss } of view.services) {
    lines.push(
      `- \`${cell(address)}\` on ${cell(node)}: ${listeners.length === 0 ? "nothing listens" : listeners.map(cell).join(", ")}`,
    );
    for (const text of loss) lines.push(`  - ${cell(text)}`);
  }
  if (view.services.length > 0) lines.push("");
  if (view.assumptions.length > 0) lines.push("Assumed:", "", ...view.assumptions.map((text) => `- ${cell(text)}`), "");
  return lines.join("\n");
}

function cell(text: string): string {
  return visible(text).replace(/[\\|`*_<>[\]]/g, "\\$&");
}
