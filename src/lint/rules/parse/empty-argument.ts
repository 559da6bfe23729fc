import { compareVersions } from "../../../schema/version.ts";
import { defineRule } from "../../rule.ts";
import { reportProblems } from "../../syntax-problems.ts";

export default defineRule({
  id: "parse/empty-argument",
  since: "0.1.0",
  severity: "error",
  scope: "node",
  fix: "none",
  summary: "An empty argument ends the line before its end.",
  why: `
Up to HAProxy 3.2 an argument without a character, \`""\` or a variable that is not set, is where the line ends: what follows is not read, and no message says so. From 3.3 the line is rejected.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "options behind an empty name",
      files: { "haproxy.cfg": 'backend app\n  server "" 192.0.2.1:80 check\n' },
      expect: ["haproxy.cfg:2:10 found"],
    },
    {
      title: "a space between quotes is a character",
      files: { "haproxy.cfg": 'global\n  description " "\n' },
      expect: [],
    },
  ],
  check(context) {
    const target = context.node.targets.haproxy;
    const isRejected = target !== undefined && compareVersions(target, "3.3") >= 0;
    reportProblems("empty-argument", context, isRejected ? "error" : "warning");
  },
});
