/** Compiles the grammar before the tests where its tables are missing or older than it. */
import { resolve } from "node:path";
import { generateTables, tablesAreStale } from "../scripts/grammar/generate.ts";

export default function setup(): void {
  const root = resolve(import.meta.dirname, "..");
  if (!tablesAreStale(root)) return;
  const mistakes = generateTables(root, { keepGoing: true });
  const lines = mistakes.slice(0, 10).map(({ file, line, message }) => `${file}:${line}: ${message}\n`);
  if (mistakes.length > 10) lines.push(`… and ${mistakes.length - 10} more mistakes in the grammar\n`);
  process.stderr.write(lines.join(""));
}
