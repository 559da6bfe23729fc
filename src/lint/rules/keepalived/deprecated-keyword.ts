import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "keepalived/deprecated-keyword",
  since: "0.1.0",
  severity: "warning",
  scope: "keepalived-file",
  fix: "safe",
  summary: "keepalived warns of the keyword and wants another one.",
  why: `
Old names go on working for some releases, with a report at each start or, for some, only a line in the log. The replacement has the same meaning
unless the message says otherwise.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "an old name",
      files: {
        "lb01/keepalived.conf": "global_defs {\n    lvs_process_name lvs\n}\n",
      },
      expect: ["lb01/keepalived.conf:2:5 found"],
    },
    {
      title: "the new one",
      files: {
        "lb01/keepalived.conf": "global_defs {\n    checker_process_name lvs\n}\n",
      },
      expect: [],
    },
  ],
  check: (context) => reportFindings("keepalived/deprecated-keyword", context),
});
