/** The README's example: two files as they stand in fixtures/readme, and what halint says of them. */
import { readFileSync } from "node:fs";
import { render } from "../../src/api/report.ts";
import { lint } from "../../src/index.ts";

export async function readmeExample(): Promise<string> {
  const files = ["lb01", "lb02"].map((node) => {
    const path = `${node}/keepalived.conf`;
    return { path, text: readFileSync(`fixtures/readme/${path}`, "utf8") };
  });
  const [first] = files;
  const said = await render(lint(files), "pretty");
  return [
    `\`lb01/keepalived.conf\`; \`lb02\` is a copy with \`priority 100\` that tracks \`chk_http_port\`:\n`,
    `\`\`\`text\n${first?.text.trimEnd() ?? ""}\n\`\`\`\n`,
    "keepalived starts with both of them. halint, given both:\n",
    `\`\`\`text\n$ halint lb01 lb02\n${said.trimEnd()}\n\`\`\``,
  ].join("\n");
}
