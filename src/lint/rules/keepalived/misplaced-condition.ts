import { reportEffective } from "../../keepalived/effective-problems.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/misplaced-condition",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "A condition stands where keepalived looks for none, or names no host.",
  why: `
A line has one condition: a second \`@node\` behind the first is an unknown keyword. So is one that comes out of a definition: from 2.4.0 on keepalived does not look at a line again when it has put a definition's value in: the \`@node\` of \`$P=@node priority 150\` is an unknown keyword. Before, the condition counts, but
where it holds the rest of the line is cut at a wrong place, and keepalived may crash. Conditions in the second and later lines of a definition that is written with \`\\\` work in
all versions. A \`@\` with nothing but a blank behind it is a condition that holds nowhere.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a condition in the value",
      files: { "keepalived.conf": "$P=@lb01 router_id a\nglobal_defs {\n  $P\n}\n" },
      targets: { keepalived: "2.4" },
      expect: ["keepalived.conf:3:3 found"],
    },
    {
      title: "two conditions",
      files: { "lb01/keepalived.conf": "global_defs {\n  @^lb02 @lb01 router_id a\n}\n" },
      expect: ["lb01/keepalived.conf:2:10 found"],
    },
    {
      title: "a condition without a host",
      files: { "lb01/keepalived.conf": "global_defs {\n  @ router_id a\n}\n" },
      expect: ["lb01/keepalived.conf:2:3 found"],
    },
    {
      title: "a condition in front of the definition",
      files: { "keepalived.conf": "@lb01 $P=a\n@^lb01 $P=b\nglobal_defs {\n  router_id ${P}\n}\n" },
      expect: [],
    },
  ],
  check: (context) => reportEffective(["misplaced-condition"], context),
});
