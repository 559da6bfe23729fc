import { isKnownIn } from "../../../schema/version.ts";
import { commandWords, scriptText } from "../../keepalived/command.ts";
import { scriptLines } from "../../keepalived/script-lines.ts";
import { defineRule } from "../../rule.ts";

const config = 'vrrp_script chk {\n  script "/etc/keepalived/check.sh"\n}\n';

export default defineRule({
  id: "keepalived/script-path-unusable",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "A script that lies beside the configuration cannot be started.",
  why: `
keepalived starts the file itself. Without a \`#!\` line, up to 2.2, or with a carriage return at the end of that line, the start fails, and keepalived takes that for success: the check never fails, and
the address never moves. Only scripts that lie beside the configuration, or one folder up, can be looked at.
`,
  messages: {
    bare: "{name} has no #! line: up to keepalived 2.2 it cannot be started, and the check counts as succeeded",
    carriage:
      "the #! line of {name} ends with a carriage return: it cannot be started, and the check counts as succeeded",
  },
  examples: () => [
    {
      title: "no interpreter",
      files: { "lb01/keepalived.conf": config, "lb01/check.sh": "pgrep haproxy\n" },
      expect: ["lb01/keepalived.conf:2:10 bare"],
    },
    {
      title: "edited on Windows",
      files: { "lb01/keepalived.conf": config, "lb01/check.sh": "#!/bin/sh\r\npgrep haproxy\r\n" },
      expect: ["lb01/keepalived.conf:2:10 carriage"],
    },
    {
      title: "with its interpreter",
      files: { "lb01/keepalived.conf": config, "lb01/check.sh": "#!/bin/sh\npgrep haproxy\n" },
      expect: [],
    },
    {
      title: "not at hand",
      files: { "lb01/keepalived.conf": config },
      expect: [],
    },
  ],
  check({ node, report }) {
    const target = node.targets.keepalived;
    const startsBare = target !== undefined && isKnownIn({ since: "2.3.0" }, target);
    for (const line of scriptLines(node.keepalived?.statements ?? [])) {
      const [word] = line.args;
      if (word === undefined || line.keyword.value !== "script") continue;
      const program = commandWords(word.value)[0]?.text ?? "";
      const text = scriptText(node, program, word.place.path);
      if (text === undefined || text === "" || text.startsWith("\u007fELF")) continue;
      const [first = ""] = text.split("\n", 1);
      const name = program.split("/").at(-1) ?? program;
      if (first.startsWith("#!") && first.endsWith("\r")) report("carriage", word.place, { name });
      else if (!first.startsWith("#!") && !startsBare) report("bare", word.place, { name });
    }
  },
});
