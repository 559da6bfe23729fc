import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/misplaced-keyword",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "none",
  summary: "The keyword exists, but not in this section.",
  why: `
Each keyword belongs to some sections. HAProxy rejects most of the others, and only warns about a few (a frontend keyword in a backend is
ignored). The message names the sections that take it.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "a frontend keyword in a backend",
      files: { "haproxy.cfg": "global\n  balance roundrobin\n" },
      expect: ["haproxy.cfg:2:3 found"],
    },
    { title: "where it belongs", files: { "haproxy.cfg": "defaults\n  balance roundrobin\n" }, expect: [] },
  ],
  check: (context) => reportFindings("haproxy/misplaced-keyword", context),
});
