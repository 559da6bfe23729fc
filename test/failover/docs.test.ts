/** What docs/failover.md shows is what the command prints. `UPDATE_DOCS=1` writes it anew. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../../src/cli/program.ts";

const root = path.resolve(import.meta.dirname, "../..");
const page = path.join(root, "docs/failover.md");

async function output(command: string): Promise<string> {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  let text = "";
  await run([...words, "--no-config"], {
    cwd: root,
    env: { NO_COLOR: "1" },
    out: (piece) => {
      text += piece;
    },
    err: (piece) => {
      text += piece;
    },
    stdin: () => new Uint8Array(),
    outIsTerminal: false,
    width: 80,
  });
  return text.trimEnd();
}

test("every shown output is the real one", async () => {
  const before = readFileSync(page, "utf8");
  const pattern = /<!-- output: (.*) -->\n```text\n([\s\S]*?)```/g;
  let after = before;
  const shown = [...before.matchAll(pattern)];
  expect(shown.length).toBeGreaterThanOrEqual(3);
  for (const [whole, command = ""] of shown) {
    after = after.replace(whole, () => `<!-- output: ${command} -->\n\`\`\`text\n${""}@@${command}@@\`\`\``);
  }
  for (const [, command = ""] of shown) {
    const printed = await output(command);
    after = after.replace(`@@${command}@@`, () => `${printed}\n`);
  }
  if (process.env.UPDATE_DOCS === "1") writeFileSync(page, after);
  else expect(before).toBe(after);
});
