/** docs/cli.md: what `--help` prints, for every command; the common options once. */
import { commonHeading } from "../../src/cli/options.ts";
import { commandHelp, commands, helpText } from "../../src/cli/program.ts";

export function cliPage(): string {
  const parts = [
    "<!-- Made by `npm run gen` from src/cli. Do not edit. -->\n",
    "# The command line\n",
    `\`\`\`text\n${helpText().trim()}\n\`\`\`\n`,
  ];
  let common = "";
  for (const name of Object.keys(commands)) {
    const [own = "", shared = ""] = commandHelp(name).split(`${commonHeading}\n`);
    common = shared.trimEnd();
    parts.push(`## halint ${name}\n`, `\`\`\`text\n${own.trim()}\n\`\`\`\n`);
  }
  parts.push("## What every command takes\n", `\`\`\`text\n${common}\n\`\`\`\n`);
  return parts.join("\n");
}
