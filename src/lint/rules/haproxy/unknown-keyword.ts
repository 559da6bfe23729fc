import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/unknown-keyword",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "safe",
  summary: "HAProxy does not know the word.",
  why: `
HAProxy refuses to start with a keyword, option or action that it does not know, so a reload is refused and a restart leaves the node without its
load balancer. The nearest keyword of the same place is named where there is one.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a typo in a keyword",
      files: { "haproxy.cfg": "backend app\n  balanse roundrobin\n" },
      expect: ["haproxy.cfg:2:3 found"],
    },
    {
      title: "a typo in a server option",
      files: { "haproxy.cfg": "backend app\n  server a 192.0.2.1:80 chek\n" },
      expect: ["haproxy.cfg:2:25 found"],
    },
    {
      title: "spelt right",
      files: { "haproxy.cfg": "backend app\n  balance roundrobin\n  server a 192.0.2.1:80 check\n" },
      expect: [],
    },
  ],
  check: (context) => reportFindings("haproxy/unknown-keyword", context),
});
