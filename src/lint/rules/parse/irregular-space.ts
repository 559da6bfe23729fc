import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/irregular-space",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "safe",
  summary: "A non-breaking or other odd space stands between words.",
  why: `
Text pasted from a web page or a chat carries U+00A0, U+3000 or zero-width spaces where it shows blanks. HAProxy and keepalived take them
for letters: the keyword is unknown, the line is rejected, and nothing on the screen looks wrong. halint reads on as if they were spaces and
reports each run of lines once.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "non-breaking spaces as indentation",
      files: { "haproxy.cfg": "global\n\u00a0\u00a0maxconn 4096\n" },
      expect: ["haproxy.cfg:2:1 found"],
    },
    {
      title: "one in keepalived, between keyword and value",
      files: { "keepalived.conf": "global_defs {\n  router_id\u00a0lb01\n}\n" },
      expect: ["keepalived.conf:2:12 found"],
    },
    {
      title: "inside a comment they harm nobody",
      files: { "haproxy.cfg": "global\n  maxconn 4096 # about\u00a04096\n" },
      expect: [],
    },
  ],
  check: (context) => reportProblems("irregular-space", context),
});
