import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/inactive-branch-invalid",
  since: "0.1.0",
  severity: "warning",
  scope: "haproxy-file",
  fix: "none",
  summary: "A line is invalid, and stands behind an .if that is false.",
  why: `
HAProxy does not read the lines of a branch that is not taken. The mistake shows on the day when the predicate becomes true, with a new version or another environment, and the file is then rejected.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "behind a version that the target does not have",
      files: { "haproxy.cfg": ".if version_atleast(3.0)\ndefaults\n  timeout connect 5q\n.endif\n" },
      expect: ["haproxy.cfg:3:19 found"],
      targets: { haproxy: "2.6" },
    },
    {
      title: "a valid line",
      files: { "haproxy.cfg": ".if version_atleast(3.0)\ndefaults\n  timeout connect 5s\n.endif\n" },
      expect: [],
      targets: { haproxy: "2.6" },
    },
  ],
  check: (context) => reportFindings("haproxy/inactive-branch-invalid", context),
});
