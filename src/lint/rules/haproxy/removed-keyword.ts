import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/removed-keyword",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "unsafe",
  summary: "The keyword was removed in a version that is still supported, or before.",
  why: `
What worked in HAProxy 1.8 may stop 2.4 or 3.4 from starting. Without a stated target it is a warning where some supported version still knows the
word; with a target, that version decides.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a timeout keyword of the 1.x years",
      files: { "haproxy.cfg": "defaults\n  contimeout 5000\n" },
      expect: ["haproxy.cfg:2:3 found"],
    },
    { title: "its successor", files: { "haproxy.cfg": "defaults\n  timeout connect 5s\n" }, expect: [] },
  ],
  check: (context) => reportFindings("haproxy/removed-keyword", context),
});
