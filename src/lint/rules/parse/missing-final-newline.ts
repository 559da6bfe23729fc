import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/missing-final-newline",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "The last line of a haproxy file does not end.",
  why: `
HAProxy takes a file whose last line has no line feed for one that was cut off on its way, and rejects it, in every supported version. Some editors and most
template engines leave it out. keepalived does not mind.
`,
  messages: { found: "{message}" },
  examples: () => [
    { title: "cut off", files: { "haproxy.cfg": "global\n  maxconn 10" }, expect: ["haproxy.cfg:2:13 found"] },
    { title: "whole", files: { "haproxy.cfg": "global\n  maxconn 10\n" }, expect: [] },
    { title: "keepalived does not mind", files: { "keepalived.conf": "global_defs {\n  router_id a\n}" }, expect: [] },
  ],
  check: (context) => reportProblems("missing-final-newline", context),
});
