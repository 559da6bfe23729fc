/** The failover page: one file with a picture of the cluster, tables and timelines, that can be mailed. */
import { visible } from "./display.ts";
import {
  afterText,
  type FailoverPart,
  type FailoverRow,
  type FailoverView,
  fineText,
  holdersText,
  seconds,
  verdictMarks,
} from "./failover-view.ts";

const style = `
:root { color-scheme: light dark; --fg: #1c2330; --bg: #fff; --line: #c9d1dc; --dim: #5b6675; --ok: #1a7f37; --bad: #b42318; --held: #2f6feb; --none: #b42318; --box: #f4f6f9 }
@media (prefers-color-scheme: dark) { :root { --fg: #e6e9ee; --bg: #12161d; --line: #3a4351; --dim: #9aa5b4; --ok: #4ac26b; --bad: #ff8b80; --held: #6ea1ff; --none: #ff8b80; --box: #1b212b } }
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; color: var(--fg); background: var(--bg); max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--dim); font-weight: 500 } tr.broken td { color: var(--bad) } tr.expected td { color: var(--dim) }
.bad { color: var(--bad) } .dim, details { color: var(--dim) } code { font-size: .9em } svg text { fill: var(--fg); font: 13px system-ui, sans-serif }
.frame { overflow-x: auto }
`;

export function renderFailoverHtml(views: readonly FailoverView[]): string {
  const title = `${views.map(({ cluster }) => cluster).join(", ")}: who holds the address after each failure`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)}</title><style>${style}</style></head>
<body>
${views.map(renderCluster).join("\n")}
</body>
</html>
`;
}

function renderCluster(view: FailoverView): string {
  const body = [
    `<h1>${text(`${view.cluster}: who holds the address after each failure`)}</h1>`,
    `<div class="frame">${picture(view)}</div>`,
    ...view.notes.map(
      ({ node, text: note, refuses }) =>
        `<p class="${refuses ? "bad" : "dim"}"><b>${text(node)}</b>: ${text(note)}</p>`,
    ),
    ...view.parts.map(renderPart),
    services(view),
    assumptions(view),
  ];
  return body.filter((part) => part !== "").join("\n");
}

function renderPart(part: FailoverPart): string {
  const tables = part.tables.map(
    ({ holders, rows }) => `
<p>While ${text(holdersText(holders))} ${holders.length > 1 ? "hold" : "holds"} it:</p>
<div class="frame"><table><thead><tr><th></th><th>event</th><th>then held by</th><th>moves after</th><th>nobody for</th><th>afterwards</th><th>timeline</th></tr></thead><tbody>
${rows.map((row) => renderRow(row, holders, scaleOf(rows))).join("\n")}
</tbody></table></div>`,
  );
  const broken = part.broken.map(({ rule, events, message, trace }) => {
    const when = events.length === 0 ? "" : `after ${events.join(", then ")}: `;
    return `<details><summary class="bad">✗ ${text(when + message)} <code>${text(rule)}</code></summary>${traceList(trace)}</details>`;
  });
  const fine = part.broken.length === 0 ? [`<p>${text(fineText(part))}</p>`] : broken;
  return `<h2>${part.addresses.map(text).join(" ")} <span class="dim">(${part.instances.map(text).join(", ")})</span></h2>${tables.join("")}${fine.join("")}`;
}

function renderRow(row: FailoverRow, before: readonly string[], scale: number): string {
  const event =
    row.trace.length === 0
      ? text(row.event)
      : `<details><summary>${text(row.event)}</summary>${traceList(row.trace)}</details>`;
  const cells = [
    verdictMarks[row.verdict],
    event,
    text(holdersText(row.holders)),
    text(seconds(row.moved)),
    text(seconds(row.none)),
    text(afterText(row, before)),
    timeline(row, scale),
  ];
  return `<tr class="${row.verdict}">${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

function traceList(trace: FailoverRow["trace"]): string {
  return `<ul>${trace.map(({ at, node, text: line }) => `<li>${at.toFixed(2)} s <b>${text(node)}</b> ${text(line)}</li>`).join("")}</ul>`;
}

/** Seconds that the widest timeline of a table shows. */
function scaleOf(rows: readonly FailoverRow[]): number {
  return Math.max(1, ...rows.map(({ none }) => (none?.[1] ?? 0) * 1.4));
}

function timeline(row: FailoverRow, scale: number): string {
  const width = 160;
  const at = (value: number) => 10 + (Math.min(value, scale) / scale) * (width - 20);
  const [low, high] = row.none ?? [0, 0];
  const gone = row.holders.length === 0;
  const end = gone ? scale : high;
  const bar = (from: number, to: number, color: string, opacity: number) =>
    to > from
      ? `<rect x="${at(from).toFixed(1)}" y="6" width="${(at(to) - at(from)).toFixed(1)}" height="10" fill="var(${color})" opacity="${opacity}"/>`
      : "";
  const parts = [
    bar(0, gone ? end : low, "--none", 0.9),
    gone ? "" : bar(low, end, "--none", 0.4),
    bar(end, scale, "--held", 0.9),
  ];
  const label = gone ? "nobody holds it" : `nobody for ${seconds(row.none)}, then ${holdersText(row.holders)}`;
  return `<svg width="${width}" height="22" role="img" aria-label="${text(label)}"><title>${text(label)}</title>${parts.join("")}</svg>`;
}

/** The nodes in a row, the segment below them, and at each node what it holds when all is well. */
function picture(view: FailoverView): string {
  const box = { width: 170, height: 64, gap: 30 };
  const width = Math.max(1, view.nodes.length) * (box.width + box.gap) + box.gap;
  const held = (node: string) =>
    view.parts.flatMap((part) => (part.tables[0]?.holders.includes(node) === true ? part.addresses : []));
  const most = Math.max(0, ...view.nodes.map((node) => Math.min(4, held(node).length)));
  const height = 60 + box.height + most * 20;
  const top = 20 + most * 20;
  const drawn = view.nodes.map((node, index) => {
    const x = box.gap + index * (box.width + box.gap);
    const all = held(node);
    const shown = all.length > 4 ? [...all.slice(0, 3), `and ${all.length - 3} more`] : all;
    const tags = shown.map(
      (address, at) =>
        `<text x="${x + box.width / 2}" y="${top - 8 - (shown.length - 1 - at) * 20}" text-anchor="middle" style="fill:var(--held)">${text(address)}</text>`,
    );
    const color = all.length > 0 ? "--held" : "--line";
    return `${tags.join("")}<rect x="${x}" y="${top}" width="${box.width}" height="${box.height}" rx="6" fill="var(--box)" stroke="var(${color})" stroke-width="2"/>
<text x="${x + box.width / 2}" y="${top + 38}" text-anchor="middle">${text(node)}</text><line x1="${x + box.width / 2}" y1="${top + box.height}" x2="${x + box.width / 2}" y2="${top + box.height + 20}" stroke="var(--line)" stroke-width="2"/>`;
  });
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(`nodes ${view.nodes.join(", ")}`)}">${drawn.join("\n")}<line x1="10" y1="${top + box.height + 20}" x2="${width - 10}" y2="${top + box.height + 20}" stroke="var(--line)" stroke-width="3"/></svg>`;
}

function services({ services: all }: FailoverView): string {
  if (all.length === 0) return "";
  const items = all.map(({ node, address, listeners, loss }) => {
    const answer = listeners.length === 0 ? "nothing listens" : listeners.join(", ");
    return `<li>${text(address)} on <b>${text(node)}</b>: ${text(answer)}${loss.length === 0 ? "" : `<ul>${loss.map((line) => `<li>${text(line)}</li>`).join("")}</ul>`}</li>`;
  });
  return `<h2>What answers there</h2><ul>${items.join("")}</ul>`;
}

function assumptions({ assumptions: all }: FailoverView): string {
  return all.length === 0
    ? ""
    : `<h2>Assumed</h2><ul class="dim">${all.map((line) => `<li>${text(line)}</li>`).join("")}</ul>`;
}

function text(value: string): string {
  return visible(value).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
