/** docs/cli.md: what `--help` prints, for every command. */
import { commandHelp, commands, helpText } from "../../src/cli/program.ts";

export async function cliPage(): Promise<string> {
  const parts = [
    "<!-- Made by `npm run gen` from src/cli. Do not edit. -->\n",
    "# The command line\n",
    `\`\`\`text\n${helpText().trim()}\n\`\`\`\n`,
  ];
  for (const name of Object.keys(commands)) {
    parts.push(`## halint ${name}\n`, `\`\`\`text\n${(await commandHelp(name)).trim()}\n\`\`\`\n`);
  }
  return parts.join("\n");
}
