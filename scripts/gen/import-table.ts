/** The import table of ARCHITECTURE.md. */
import { rooms } from "./rooms.ts";

export function importTable(): string {
  const rows = Object.entries(rooms).map(([name, { about, rooms: others, packages }]) => {
    const imports = [...others, ...packages.map((item) => `\`${item}\``)];
    return `| ${name} | ${about} | ${imports.length === 0 ? "nothing" : imports.join(", ")} |`;
  });
  return ["| room | owns | may import |", "| --- | --- | --- |", ...rows].join("\n");
}
