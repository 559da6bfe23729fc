import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/unbalanced-brace",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A brace has no partner.",
  why: `
keepalived goes on after a missing or an extra brace, but not with the blocks that were meant: what follows an extra closing brace stands
at the top of the file, where its keywords are unknown, and a VIP list may be lost while the instance runs. In HAProxy an anonymous ACL
without its closing brace is rejected.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "an instance that is not closed",
      files: { "keepalived.conf": "vrrp_instance VI_1 {\n  state BACKUP\n" },
      expect: ["keepalived.conf:1:20 found"],
    },
    {
      title: "braces inside quotes are text",
      files: { "keepalived.conf": 'global_defs {\n  router_id "a{b"\n}\n' },
      expect: [],
    },
  ],
  check: (context) => reportProblems("unbalanced-brace", context),
});
