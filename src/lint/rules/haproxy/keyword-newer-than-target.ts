import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/keyword-newer-than-target",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "none",
  summary: "The keyword came with a later version than the stated target.",
  why: `
The node runs an older HAProxy than the one whose manual was read. It refuses to start. Reported only where a target is stated, by
--haproxy-version or in halint.yaml.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a section of 3.0 for 2.6",
      files: { "haproxy.cfg": "log-profile p\n" },
      expect: ["haproxy.cfg:1:1 found"],
      targets: { haproxy: "2.6" },
    },
    {
      title: "a keyword of its time",
      files: { "haproxy.cfg": "global\n  maxconn 100\n" },
      expect: [],
      targets: { haproxy: "2.6" },
    },
  ],
  check: (context) => reportFindings("haproxy/keyword-newer-than-target", context),
});
