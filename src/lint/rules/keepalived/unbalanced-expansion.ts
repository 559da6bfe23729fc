import { reportEffective } from "../../keepalived/effective-problems.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/unbalanced-expansion",
  since: "0.1.0",
  severity: "warning",
  scope: "node",
  fix: "none",
  summary: "The braces do not match once conditions, definitions and includes are followed.",
  why: `
A line with \`@host\` counts on that host only. Where it opens a block and the lines below and the closing brace have no condition, the other hosts read those lines
where they do not belong. The same happens when a definition or an included file holds one brace of a pair. Which host this is keepalived takes from \`-i\` or the host's name, halint
from the node's name (\`--node NAME=PATH\`).
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "only the block's first line has a condition",
      files: { "keepalived.conf": "@lb01 vrrp_script a {\n  script /usr/bin/true\n}\n" },
      expect: ["keepalived.conf:3:1 found"],
    },
    {
      title: "a definition that ends no block",
      files: {
        "keepalived.conf":
          "$T=\\\nvrrp_script a { \\\n  script /usr/bin/true\n\n$T\nvrrp_script b {\n  script /usr/bin/false\n}\n",
      },
      expect: ["keepalived.conf:2:15 found"],
    },
    {
      title: "one of two first lines counts on each host",
      files: {
        "keepalived.conf": "@node vrrp_script a {\n@^node vrrp_script b {\n  script /usr/bin/true\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportEffective(["unbalanced-brace"], context),
});
