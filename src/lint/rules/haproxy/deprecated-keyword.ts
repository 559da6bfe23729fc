import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/deprecated-keyword",
  since: "0.1.0",
  severity: "warning",
  scope: "haproxy-file",
  fix: "safe",
  summary: "The program still takes the keyword and says that it will go.",
  why: `
A deprecated keyword works until the upgrade that removes it, which then fails on every node at once. The message names the replacement.
`,
  messages: { found: "{message}" },
  examples: [
    {
      title: "an alias that goes",
      files: { "haproxy.cfg": "global\n  tune.ssl.keylog on\n  maxconn 100\n" },
      expect: [],
    },
  ],
  check: (context) => reportFindings("haproxy/deprecated-keyword", context),
});
