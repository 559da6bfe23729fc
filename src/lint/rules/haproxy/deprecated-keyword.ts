import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/deprecated-keyword",
  since: "0.1.0",
  severity: "warning",
  scope: "haproxy-file",
  fix: "unsafe",
  summary: "The program still takes the keyword and says that it will go.",
  why: `
A deprecated keyword works until the upgrade that removes it, which then fails on every node at once. The message names the replacement.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "an option of HTTP/1 days",
      files: { "haproxy.cfg": "defaults\n  option nolinger\n  option accept-invalid-http-request\n" },
      expect: ["haproxy.cfg:3:10 found"],
    },
    {
      title: "before its deprecation",
      files: { "haproxy.cfg": "defaults\n  option accept-invalid-http-request\n" },
      expect: [],
      targets: { haproxy: "2.6" },
    },
  ],
  check: (context) => reportFindings("haproxy/deprecated-keyword", context),
});
