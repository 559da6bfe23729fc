import { placeIn } from "../../place.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/run-as-root",
  since: "0.1.0",
  severity: "info",
  scope: "node",
  fix: "none",
  summary: "HAProxy is told to run as root.",
  why: `
The process that reads what strangers send keeps every right on the host. Started as root, HAProxy binds its ports first and then becomes the user it is told; give it one.
`,
  messages: { root: "the process keeps root's rights" },
  examples: () => [
    { title: "root", files: { "haproxy.cfg": "global\n  user root\n" }, expect: ["haproxy.cfg:2:3 root"] },
    { title: "a user of its own", files: { "haproxy.cfg": "global\n  user haproxy\n" }, expect: [] },
  ],
  check({ node, report }) {
    for (const { statements, document } of node.haproxy?.globals ?? []) {
      for (const statement of statements) {
        const value = statement.args[0]?.value;
        const isRoot =
          (statement.keyword.value === "user" && value === "root") ||
          (statement.keyword.value === "uid" && value === "0");
        if (isRoot) report("root", placeIn(document, statement), {});
      }
    }
  },
});
