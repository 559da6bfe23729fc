import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/argument-count",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "none",
  summary: "A keyword has too few or too many arguments.",
  why: `
HAProxy rejects the line where an argument is missing, and for most keywords where one is left over. Where it silently drops what is too
much, nothing is reported here.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a timeout without its time",
      files: { "haproxy.cfg": "defaults\n  timeout connect\n" },
      expect: ["haproxy.cfg:2:3 found"],
    },
    { title: "complete", files: { "haproxy.cfg": "defaults\n  timeout connect 5s\n" }, expect: [] },
  ],
  check: (context) => reportFindings("haproxy/argument-count", context),
});
