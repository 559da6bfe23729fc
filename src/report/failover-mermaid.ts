/** The failures as a Mermaid state diagram: who holds the addresses, and what moves them. */
import { visible } from "./display.ts";
import { type FailoverView, holdersText, seconds } from "./failover-view.ts";

export function renderFailoverMermaid(view: FailoverView): string {
  const lines = ["stateDiagram-v2"];
  view.parts.forEach((part, index) => {
    const ids = new Map<string, string>();
    const state = (holders: readonly string[]): string => {
      const text = holdersText(holders);
      const known = ids.get(text);
      if (known !== undefined) return known;
      const id = `p${index}_${ids.size}`;
      ids.set(text, id);
      lines.push(`  state "${label(`${part.addresses.join(" ")}: ${text}`)}" as ${id}`);
      return id;
    };
    for (const { holders, rows } of part.tables) {
      lines.push(`  [*] --> ${state(holders)}`);
      const moves = new Map<string, string[]>();
      const add = (from: readonly string[], to: readonly string[], text: string) => {
        if (from.join() === to.join()) return;
        const key = `${state(from)} --> ${state(to)}`;
        moves.set(key, [...(moves.get(key) ?? []), text]);
      };
      for (const row of rows) {
        add(holders, row.holders, `${row.event} (${seconds(row.none)})`);
        add(row.holders, row.after, row.recovery);
      }
      for (const [move, texts] of moves) lines.push(`  ${move}: ${label(texts.join("<br/>"))}`);
    }
  });
  return `${lines.join("\n")}\n`;
}

function label(text: string): string {
  return visible(text)
    .replace(/"/g, "'")
    .replace(/[:;#{}]/g, " ")
    .replace(/ +/g, " ");
}
