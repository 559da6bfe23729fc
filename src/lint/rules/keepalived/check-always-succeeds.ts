import { commandWords, shellText } from "../../keepalived/command.ts";
import { scriptLines } from "../../keepalived/script-lines.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/check-always-succeeds",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A check succeeds whatever happens.",
  why: `
A command that ends in \`|| true\` or \`; exit 0\` has the exit code 0 always. The check never fails, and a dead service goes unnoticed.
`,
  messages: {
    always: "this check ends with {ending}, so it always succeeds",
  },
  examples: () => [
    {
      title: "|| true at the end",
      files: { "lb01/keepalived.conf": "vrrp_script chk {\n  script \"/bin/sh -c 'pgrep haproxy || true'\"\n}\n" },
      expect: ["lb01/keepalived.conf:2:10 always"],
    },
    {
      title: "a check that may fail",
      files: { "lb01/keepalived.conf": "vrrp_script chk {\n  script \"/bin/sh -c 'pgrep haproxy || exit 1'\"\n}\n" },
      expect: [],
    },
  ],
  check({ node, report }) {
    for (const line of scriptLines(node.keepalived?.statements ?? [])) {
      const [word] = line.args;
      if (word === undefined || (line.keyword.value !== "script" && line.keyword.value !== "misc_path")) continue;
      const [, ending] =
        /((?:\|\||;)\s*(?:true|:|exit 0))\s*;?\s*$/.exec(shellText(commandWords(word.value)) ?? "") ?? [];
      if (ending !== undefined) report("always", word.place, { ending });
    }
  },
});
