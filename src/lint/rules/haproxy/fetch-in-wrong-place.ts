import { reportFindings } from "../../checks/run.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "haproxy/fetch-in-wrong-place",
  since: "0.1.0",
  severity: "error",
  scope: "haproxy-file",
  fix: "none",
  summary: "A sample fetch is used where it has no value.",
  why: `
A fetch has a value in some moments of a connection's life only: there is no status before the response, and no header before the request was read.
In an action HAProxy refuses to start with a fetch that has no value there. In a condition it only warns, and the condition never matches: a rule that
should protect something then protects nothing.
`,
  messages: { found: "{message}" },
  examples: () => [
    {
      title: "the status of the response while the request is handled",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  http-request set-header X-Status %[status]\n" },
      expect: ["haproxy.cfg:3:38 found"],
    },
    {
      title: "a condition that never matches",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  http-response deny if { path /secret }\n" },
      expect: ["haproxy.cfg:3:27 found"],
    },
    {
      title: "the status of the response while the response is handled",
      files: { "haproxy.cfg": "frontend web\n  mode http\n  http-response set-header X-Status %[status]\n" },
      expect: [],
    },
  ],
  check: (context) => reportFindings("haproxy/fetch-in-wrong-place", context),
});
