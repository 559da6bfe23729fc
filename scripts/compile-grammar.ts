/**
 * Compiles `grammar/` into the tables under `src/schema/generated/`.
 * Without arguments a mistake in the grammar stops it; `--keep-going` writes what can be used.
 */
import { generateTables, languages } from "./grammar/generate.ts";

const keepGoing = process.argv.includes("--keep-going");
const mistakes = generateTables(process.cwd(), { keepGoing });
for (const { file, line, message } of mistakes) console.error(`${file}:${line}: ${message}`);
for (const [language, types] of Object.entries(languages)) {
  const unknown = mistakes.some(({ file, message }) => file.includes(language) && message.includes("there is no type"));
  if (unknown) console.error(`the types of ${language} are ${[...types.keys()].sort().join(", ")}`);
}
if (mistakes.length > 0) {
  console.error(`${mistakes.length} mistake${mistakes.length === 1 ? "" : "s"} in the grammar`);
  if (!keepGoing) process.exitCode = 1;
}
